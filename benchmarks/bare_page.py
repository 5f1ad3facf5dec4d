"""The peers of our pages: FastAPI, one SELECT and a Jinja2 table; no sign-in, no rules, one language.

`/` reads plain tuples; `/objects` reads mapped objects by SQLAlchemy and sends as many octets as ours.
"""

import sys
from tempfile import TemporaryDirectory

import uvicorn
from fastapi import FastAPI
from jinja2 import Environment
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse

MOST = 5000
OCTETS = 160  # of one row without more words
TABLE = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><title>Rows</title><table>
<tr><th>Name</th><th>Organisation</th><th>Topics</th><th>State</th><th>Sent</th></tr>
{% for row in rows %}<tr><td><a href="/rows/{{ row.id }}">{{ row.name }}</a></td>
<td>{{ row.organisation }}</td>
<td>{{ row.topics }}</td><td>{{ row.state }}</td><td>{{ row.sent }}{{ more }}</td></tr>
{% endfor %}</table></html>
""")
FILL = (
    "INSERT INTO rows VALUES (:id, :name, 'Keksilän liitto', 'kaavoitus, ilmasto', 'submitted', '2027-01-15')"
)
folder = TemporaryDirectory(prefix="vaihto-bare-")
engine = create_engine(f"sqlite:///{folder.name}/rows.db")
app = FastAPI(openapi_url=None)
app.add_middleware(GZipMiddleware, minimum_size=1000)


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    organisation: Mapped[str]
    topics: Mapped[str]
    state: Mapped[str]
    sent: Mapped[str]


@app.get("/")
def page(rows: int) -> HTMLResponse:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM rows LIMIT :most"), {"most": rows}).all()
    return HTMLResponse(TABLE.render(rows=found, more=""))


@app.get("/objects")
def objects(rows: int, octets: int) -> HTMLResponse:
    """The rest of `octets` is spread over the rows."""
    more = "x" * max(0, octets // max(1, rows) - OCTETS)
    with Session(engine) as db:
        found = db.scalars(select(Row).order_by(Row.id).limit(rows)).all()
        return HTMLResponse(TABLE.render(rows=found, more=more))


def main() -> None:
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text(FILL), [{"id": each, "name": f"Keksitty {each}"} for each in range(MOST)])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
