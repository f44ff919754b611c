"""Two dialects on the wire, as pydantic-ai's real clients send and read them."""

from __future__ import annotations

import base64
import json
from typing import Any

from tests.language_models.script import Asked, File, Reply

ERRORS = {
    400: ("INVALID_ARGUMENT", "Bad request."),
    401: ("UNAUTHENTICATED", "API key not valid."),
    404: ("NOT_FOUND", "No such model."),
    429: ("RESOURCE_EXHAUSTED", "Quota exceeded."),
    500: ("INTERNAL", "An internal error has occurred."),
    503: ("UNAVAILABLE", "The model is overloaded."),
}


def error_body(asked: Asked, status: int) -> bytes:
    name, text = ERRORS[status]
    if asked.dialect == "gemini":
        return dump({"error": {"code": status, "message": text, "status": name}})
    return dump({"error": {"message": text, "type": name.lower(), "code": str(status)}})


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


# -- what was asked ----------------------------------------------------------------------------------


def read_openai(key: str, body: dict[str, Any]) -> Asked:
    system: list[str] = []
    text: list[str] = []
    files: list[File] = []
    for message in body["messages"]:
        into = system if message["role"] in ("system", "developer") else text
        content = message.get("content") or ""
        for part in [{"type": "text", "text": content}] if isinstance(content, str) else content:
            if part["type"] == "text":
                into.append(part["text"])
            elif part["type"] == "image_url":
                files.append(_from_data_url(part["image_url"]["url"]))
            elif part["type"] == "file":
                files.append(_from_data_url(part["file"]["file_data"]))
    asked_for = body.get("response_format") or {}
    tool, schema = _openai_tool(body)
    return Asked(
        dialect="openai",
        model=body["model"],
        key=key,
        streams=bool(body.get("stream")),
        system="\n".join(system),
        text="\n".join(text),
        files=tuple(files),
        schema=schema or asked_for.get("json_schema", {}).get("schema"),
        tool=tool,
        raw=body,
    )


def _openai_tool(body: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    for tool in body.get("tools") or ():
        return tool["function"]["name"], tool["function"].get("parameters")
    return "", None


def _from_data_url(url: str) -> File:
    head, _, data = url.partition(",")
    return File(head.removeprefix("data:").partition(";")[0], base64.b64decode(data))


def read_gemini(key: str, model: str, streams: bool, body: dict[str, Any]) -> Asked:
    text: list[str] = []
    files: list[File] = []
    for content in body["contents"]:
        for part in content["parts"]:
            if "text" in part:
                text.append(part["text"])
            inline = part.get("inlineData") or part.get("inline_data")
            if inline:
                kind = inline.get("mimeType") or inline.get("mime_type")
                data = inline["data"].replace("-", "+").replace("_", "/")
                files.append(File(kind, base64.b64decode(data)))
    system = body.get("systemInstruction") or {}
    config = body.get("generationConfig") or {}
    tool, schema = _gemini_tool(body)
    return Asked(
        dialect="gemini",
        model=model,
        key=key,
        streams=streams,
        system="\n".join(part.get("text", "") for part in system.get("parts", ())),
        text="\n".join(text),
        files=tuple(files),
        schema=schema or config.get("responseJsonSchema") or config.get("responseSchema"),
        tool=tool,
        raw=body,
    )


def _gemini_tool(body: dict[str, Any]) -> tuple[str, dict[str, Any] | None]:
    for tool in body.get("tools") or ():
        for function in tool.get("functionDeclarations") or ():
            found = function.get("parametersJsonSchema") or function.get("parameters_json_schema")
            return function["name"], found
    return "", None


# -- what is answered --------------------------------------------------------------------------------


def whole(asked: Asked, reply: Reply) -> bytes:
    """The answer to a request that does not stream."""
    if asked.dialect == "gemini":
        parts = _gemini_parts(asked, reply, reply.words)
        return dump(_gemini(asked, reply, parts, last=True))
    message: dict[str, Any] = {"role": "assistant", "content": reply.words}
    if reply.refuses:
        message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
    elif reply.value is not None and asked.tool:
        message = {"role": "assistant", "content": None, "tool_calls": [_call(asked, reply)]}
    choice = {"index": 0, "message": message, "finish_reason": _finish(asked, reply)}
    return dump(_openai(asked, "chat.completion") | {"choices": [choice], **_usage(reply)})


def pieces(asked: Asked, reply: Reply) -> list[bytes]:
    """The same as events of a stream; the last of them ends it."""
    at_once = bool(asked.tool and reply.value is not None)
    texts = [] if reply.refuses else [reply.words] if at_once else reply.pieces
    if asked.dialect == "gemini":
        events = [_gemini(asked, reply, _gemini_parts(asked, reply, t)) for t in texts]
        events.append(_gemini(asked, reply, [], last=True))
        return [b"data: " + dump(event) + b"\r\n\r\n" for event in events]
    deltas: list[dict[str, Any]] = [{"content": text} for text in texts]
    if at_once:
        deltas = [{"tool_calls": [_call(asked, reply) | {"index": 0}]}]
    if reply.refuses:
        deltas = [{"refusal": "I cannot help with that."}]
    chunks = [{"choices": [{"index": 0, "delta": d, "finish_reason": None}]} for d in deltas]
    last = {"index": 0, "delta": {}, "finish_reason": _finish(asked, reply)}
    chunks += [{"choices": [last]}, {"choices": [], **_usage(reply)}]
    head = _openai(asked, "chat.completion.chunk")
    return [*(b"data: " + dump(head | chunk) + b"\n\n" for chunk in chunks), b"data: [DONE]\n\n"]


def _openai(asked: Asked, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_790_000_000, "model": asked.model}


def _finish(asked: Asked, reply: Reply) -> str:
    if reply.refuses:
        return "content_filter"
    return "tool_calls" if asked.tool and reply.value is not None else "stop"


def _call(asked: Asked, reply: Reply) -> dict[str, Any]:
    function = {"name": asked.tool, "arguments": reply.words}
    return {"id": "call_1", "type": "function", "function": function}


def _usage(reply: Reply) -> dict[str, Any]:
    if reply.unmeasured:
        return {}
    read, written = reply.tokens
    counts = {"prompt_tokens": read, "completion_tokens": written}
    return {"usage": counts | {"total_tokens": read + written}}


def _gemini_parts(asked: Asked, reply: Reply, text: str) -> list[dict[str, Any]]:
    if reply.refuses:
        return []
    if reply.value is not None and asked.tool:
        return [{"functionCall": {"name": asked.tool, "args": reply.value}}]
    return [{"text": text}]


def _gemini(
    asked: Asked, reply: Reply, parts: list[dict[str, Any]], *, last: bool = False
) -> dict[str, Any]:
    candidate: dict[str, Any] = {"index": 0, "content": {"role": "model", "parts": parts}}
    if last:
        candidate["finishReason"] = "SAFETY" if reply.refuses else "STOP"
    answer = {"candidates": [candidate], "modelVersion": asked.model, "responseId": "r1"}
    if last and not reply.unmeasured:
        read, written = reply.tokens
        counts = {"promptTokenCount": read, "candidatesTokenCount": written}
        answer["usageMetadata"] = counts | {"totalTokenCount": read + written}
    return answer
