"""The statements of the job queues, compiled once.

A claim costs what it takes, however much waits: it looks at queues that are due, in turn, and in
each at the first jobs that are due. The row of a queue is locked by whoever changes what is due in
it; those who change many lock them in the order of their names.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    String,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import ReturnTypeFromArgs
from sqlmodel import col

from stagewire.events.tables import NEVER, JobQueue, JobRecord
from stagewire.storage.hot import Hot
from stagewire.storage.lists import listed
from stagewire.storage.types import UtcDateTime


class later(ReturnTypeFromArgs[Any]):
    """The greater of two."""

    inherit_cache = True


@compiles(later, "sqlite")
def _later_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"max({compiler.process(element.clauses, **more)})"


@compiles(later, "postgresql")
def _later_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **more)})"


def moment(name: str) -> Any:
    return bindparam(name, type_=UtcDateTime())


def _jobs() -> Any:
    """The jobs once more, beside those of the statement."""
    return aliased(JobRecord)


_never = literal(NEVER, UtcDateTime())
_id, _kind, _queue = col(JobRecord.id), col(JobRecord.kind), col(JobRecord.queue)
_due, _worker, _dead = col(JobRecord.due_at), col(JobRecord.worker), col(JobRecord.dead_at)
_in_queue = (_kind == bindparam("kind_"), _queue == bindparam("queue_"))
_queue_row = (col(JobQueue.kind) == bindparam("kind_"), col(JobQueue.queue) == bindparam("queue_"))
_mine = (
    _id == bindparam("id_"),
    _worker == bindparam("worker_"),
    col(JobRecord.attempts) == bindparam("attempt_"),
)

# --- adding ------------------------------------------------------------------------------------

_line = upsert(JobQueue).values(
    kind=bindparam("kind_"), queue=bindparam("queue_"), next_at=moment("due_")
)
LINE_UP = Hot(
    _line.on_conflict_do_update(
        index_elements=["kind", "queue"],
        set_={
            "next_at": case(
                (_line.excluded.next_at < col(JobQueue.next_at), _line.excluded.next_at),
                else_=col(JobQueue.next_at),
            )
        },
    )
)
"""Tells of a job of a queue that is due then; locks the queue."""

_other = _jobs()
_older = exists().where(
    _other.kind == bindparam("kind_"),
    _other.queue == bindparam("queue_"),
    _other.key == bindparam("key_"),
    _other.ordered,
    _other.dead_at.is_(None),
)
ADD_COLUMNS: dict[str, Any] = {
    "kind": bindparam("kind_"),
    "queue": bindparam("queue_"),
    "key": bindparam("key_"),
    "ordered": bindparam("ordered_", type_=Boolean()),
    "payload": bindparam("payload_"),
    "app_id": bindparam("app_id_"),
    "environment": bindparam("environment_"),
    "attempts": 0,
    "created_at": moment("now"),
    "run_at": moment("run_"),
    "due_at": case(
        (and_(bindparam("ordered_", type_=Boolean()), _older), _never), else_=moment("run_")
    ),
}
ADD = Hot(insert(JobRecord).inline().values(ADD_COLUMNS))
ADD_ONE = insert(JobRecord).values(ADD_COLUMNS).returning(_id)

# --- taking ------------------------------------------------------------------------------------

DUE_QUEUES = Hot(
    select(col(JobQueue.queue))
    .where(col(JobQueue.kind) == bindparam("kind_"), col(JobQueue.next_at) <= moment("now"))
    .order_by(col(JobQueue.next_at))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TAKEN = (
    *(_id, _kind, _queue, col(JobRecord.key), col(JobRecord.payload), col(JobRecord.attempts)),
    *(col(JobRecord.app_id), col(JobRecord.environment), col(JobRecord.created_at)),
    col(JobRecord.ordered),
)
_HOLD = {
    "worker": bindparam("worker_"),
    "due_at": moment("lease"),
    "attempts": col(JobRecord.attempts) + 1,
}


_queues = (
    func.unnest(bindparam("queues", type_=ARRAY(String))).table_valued("queue").render_derived("q")
)


def _free(queue: Any) -> Any:
    """How many jobs of a queue may be taken: the queue's limit without those that are held."""
    held = _jobs()
    count = (
        select(func.count())
        .where(
            held.kind == bindparam("kind_"),
            held.queue == queue,
            held.worker.is_not(None),
            held.due_at > moment("now"),
        )
        .correlate(_queues)
        .scalar_subquery()
    )
    room: Any = bindparam("limit_") - count
    return case((room < bindparam("most"), later(room, 0)), else_=bindparam("most"))


_candidate = _jobs()


def _first(queue: Any) -> Any:
    return (
        select(_candidate.id)
        .where(
            _candidate.kind == bindparam("kind_"),
            _candidate.queue == queue,
            _candidate.dead_at.is_(None),
            _candidate.due_at <= moment("now"),
        )
        .order_by(_candidate.due_at, _candidate.id)
        .limit(_free(queue))
    )


TAKE = Hot(
    update(JobRecord)
    .where(_id.in_(_first(bindparam("queue_")).scalar_subquery()))
    .values(_HOLD)
    .returning(*_TAKEN)
)
"""Takes the first due jobs of one queue, on SQLite."""

_each = _first(_queues.c.queue).with_for_update(skip_locked=True).lateral("each")
_picked = select(_each.c.id).select_from(_queues.join(_each, true())).cte("picked")
TAKE_EACH = Hot(
    update(JobRecord).where(_id.in_(select(_picked.c.id))).values(_HOLD).returning(*_TAKEN)
)
"""Takes the first due jobs of each of ``queues``, on PostgreSQL."""

_live = _jobs()
_earliest = select(func.min(_live.due_at)).where(
    _live.kind == bindparam("kind_"),
    _live.queue == bindparam("queue_"),
    _live.dead_at.is_(None),
)
NEXT = Hot(
    update(JobQueue)
    .where(*_queue_row)
    .values(
        next_at=func.coalesce(
            _earliest.where(_live.due_at > moment("now")).scalar_subquery(), _never
        )
    )
)
"""A queue that gives no more now, as all that is due is held or it is at its limit: it is worth a
look when the next job is due or the next lease ends."""

BACK = Hot(update(JobQueue).where(*_queue_row).values(next_at=moment("now")))
"""A queue that may have more: it is behind the others now."""

NEXT_DUE = Hot(
    select(col(JobQueue.next_at))
    .where(col(JobQueue.kind) == bindparam("kind_"))
    .order_by(col(JobQueue.next_at))
    .limit(1)
)

# --- holding and finishing -----------------------------------------------------------------------

EXTEND = Hot(
    update(JobRecord)
    .where(_worker == bindparam("worker_"), _dead.is_(None))
    .values(due_at=moment("lease"))
    .returning(_id)
)
LOCK = Hot(
    select(col(JobQueue.queue))
    .where(
        col(JobQueue.kind) == bindparam("kind_"),
        col(JobQueue.queue) == func.any(bindparam("queues", type_=ARRAY(String))),
    )
    .order_by(col(JobQueue.queue))
    .with_for_update()
)
"""Locks queues, on PostgreSQL."""

DONE = Hot(delete(JobRecord).where(_id.in_(listed("ids", BigInteger())), *_mine[1:]))
"""Jobs that were tried as often."""

RETRY = Hot(
    update(JobRecord)
    .where(*_mine)
    .values(worker=None, progress=None, due_at=moment("at"), error=bindparam("reason"))
)
RELEASE = Hot(
    update(JobRecord)
    .where(*_mine)
    .values(worker=None, due_at=moment("at"), attempts=col(JobRecord.attempts) - 1)
)
"""Gives a job back that was not worked on."""

DEAD = Hot(
    update(JobRecord)
    .where(*_mine)
    .values(worker=None, due_at=_never, dead_at=moment("now"), error=bindparam("reason"))
)
PROGRESS = Hot(update(JobRecord).where(*_mine).values(progress=bindparam("share")))

_head = _jobs()
UNBLOCK = Hot(
    update(JobRecord)
    .where(
        _id
        == select(func.min(_head.id))
        .where(
            _head.kind == bindparam("kind_"),
            _head.queue == bindparam("queue_"),
            _head.key == bindparam("key_"),
            _head.ordered,
            _head.dead_at.is_(None),
        )
        .scalar_subquery(),
        _due == _never,
    )
    .values(due_at=col(JobRecord.run_at))
)
"""The oldest unfinished ordered job of a key may run, if it waited for another."""

FREED = Hot(
    update(JobQueue)
    .where(*_queue_row)
    .values(next_at=later(func.coalesce(_earliest.scalar_subquery(), _never), moment("now")))
)
"""A queue that has room again."""

TIDY = Hot(
    delete(JobQueue).where(
        col(JobQueue.next_at) == _never,
        ~exists().where(_kind == col(JobQueue.kind), _queue == col(JobQueue.queue)),
    )
)
"""Forgets queues without jobs."""

# --- for the operator --------------------------------------------------------------------------

CANCEL = Hot(
    delete(JobRecord)
    .where(_id == bindparam("id_"))
    .returning(*(_kind, _queue, col(JobRecord.key), col(JobRecord.ordered), col(JobRecord.payload)))
)
_twin = _jobs()
REVIVE = Hot(
    update(JobRecord)
    .where(_id == bindparam("id_"), _worker.is_(None))
    .values(
        dead_at=None,
        attempts=0,
        run_at=moment("now"),
        due_at=case(
            (
                and_(
                    col(JobRecord.ordered),
                    exists().where(
                        _twin.kind == _kind,
                        _twin.queue == _queue,
                        _twin.key == col(JobRecord.key),
                        _twin.id != _id,
                        _twin.ordered,
                        _twin.dead_at.is_(None),
                    ),
                ),
                _never,
            ),
            else_=moment("now"),
        ),
    )
    .returning(_kind, _queue)
)
PURGE = Hot(delete(JobRecord).where(_dead < moment("before")))
