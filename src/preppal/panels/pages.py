"""What the templates in panels/ receive, but for a loop's progress (`debriefs.progress_page`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from preppal.interviewer.briefing import Manner, Minutes
from preppal.panels.model import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT
from preppal.personas.pages import Figure

Errors = Mapping[str, str]
"""Names of fields to msgids."""


def drawn_once(manners: Iterable[Manner]) -> tuple[Manner, ...]:
    """One manner for each drawing: silence is not drawn."""
    return tuple({(one.warmth, one.pace, one.probing): one for one in manners}.values())


@dataclass(frozen=True, slots=True)
class Option:
    """One of a list to choose from; ``lang`` is "" where the text is in the reader's language."""

    value: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class TemplateStageRow:
    """``title``, ``kind`` and ``why`` are msgids."""

    title: str
    kind: str
    figure: Figure
    minutes: int
    why: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """``name`` and ``about`` are msgids; ``minutes`` are of all its stages."""

    key: str
    name: str
    about: str
    minutes: int
    in_order: bool
    stages: tuple[TemplateStageRow, ...]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to begin with: who was to be added to a panel."""

    id: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class About:
    """What a panel is for, as its form shows it. ``day`` is "2027-03-08" or ""."""

    name: str
    level: str
    job_id: str
    resume_id: str
    day: str
    in_order: bool
    jobs: tuple[Option, ...] = ()
    resumes: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPanelPage:
    """panels/new.html. ``template`` is the key of the one that is chosen, "" for an empty panel."""

    templates: tuple[TemplateRow, ...]
    about: About
    idempotency_key: str
    template: str = ""
    guest: Guest | None = None
    errors: Errors = field(default_factory=dict)
    name_limit: int = NAME_LIMIT

    @property
    def figures(self) -> tuple[Manner, ...]:
        """Each drawing of the page once."""
        return drawn_once(s.figure.manner for t in self.templates for s in t.stages)


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """A panel to add somebody to. ``is_full``: it has as many stages as it can have."""

    id: str
    name: str
    stages: int
    is_full: bool


@dataclass(frozen=True, slots=True)
class AddPage:
    """panels/add.html: which panel somebody goes into."""

    guest: Guest
    stage_id: str
    panels: tuple[PanelChoice, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """``questions`` planned; ``task``: an open task is about it."""

    questions: int
    task: bool
    in_focus: bool

    @property
    def heat(self) -> int:
        """0 to 3, for the tile's shade."""
        return 3 if self.task else min(2, self.questions)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """``name`` is a msgid."""

    name: str
    cells: tuple[MatrixCell, ...]
    must: bool

    @property
    def asked(self) -> bool:
        return any(cell.heat for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Repeated:
    """``name`` (a msgid) comes up in ``stages`` interviews."""

    name: str
    stages: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which interview asks about what. ``missing`` (msgids) nobody asks about; of ``missing_musts`` the job
    insists."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    missing_musts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    often: tuple[Repeated, ...] = ()
    for_a_job: bool = False


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage in the list of the editor. ``kind`` and ``focus`` are msgids.

    ``standing`` tells what has become of its persona: "" nothing, "newer" there is a newer version, "gone"
    they are not open to this person any more.
    """

    id: str
    title: str
    kind: str
    figure: Figure
    minutes: int
    focus: tuple[str, ...]
    note: str
    is_skipped: bool
    persona_id: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class StageFields:
    """The form of one stage, new or there. ``persona_id`` "" keeps who is there; ``on`` are fields ticked."""

    id: str
    is_new: bool
    title: str
    stage: str
    minutes: int
    persona_id: str
    note: str
    on: Mapping[str, bool]
    who: tuple[tuple[str, tuple[Option, ...]], ...]
    """Who can be chosen, by group: (msgid, options)."""
    keeps: str = ""
    """The name of who is there."""
    errors: Errors = field(default_factory=dict)
    title_limit: int = TITLE_LIMIT
    note_limit: int = NOTE_LIMIT
    lengths: tuple[Minutes, ...] = (10, 30, 60)


@dataclass(frozen=True, slots=True)
class EditPage:
    """panels/edit.html. At most one form is open: that of a stage, a new one's, or ``about`` the panel.

    ``did`` says what has just been done, to the stage ``at``; ``way`` is the button that did it.
    """

    id: str
    name: str
    stages: tuple[StageRow, ...]
    matrix: Matrix
    open: StageFields | None = None
    about: About | None = None
    errors: Errors = field(default_factory=dict)
    did: str = ""
    at: str = ""
    way: str = ""
    is_full: bool = False
    name_limit: int = NAME_LIMIT

    @property
    def subject(self) -> StageRow | None:
        """The stage that something was done to."""
        return next((stage for stage in self.stages if stage.id == self.at), None)
