"""The peer of our pages: FastAPI, one SELECT and a Jinja2 table; no sign-in, no rules, one language."""

import sys
from tempfile import TemporaryDirectory

import uvicorn
from fastapi import FastAPI
from jinja2 import Environment
from sqlalchemy import create_engine, text
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse

MOST = 5000
TABLE = Environment(autoescape=True).from_string("""<!doctype html>
<html lang="en"><title>Rows</title><table>
<tr><th>Name</th><th>Organisation</th><th>Topics</th><th>State</th><th>Sent</th></tr>
{% for row in rows %}<tr><td><a href="/rows/{{ row.id }}">{{ row.name }}</a></td>
<td>{{ row.organisation }}</td>
<td>{{ row.topics }}</td><td>{{ row.state }}</td><td>{{ row.sent }}</td></tr>
{% endfor %}</table></html>
""")
CREATE = "CREATE TABLE rows (id INTEGER PRIMARY KEY, name, organisation, topics, state, sent)"
FILL = (
    "INSERT INTO rows VALUES (:id, :name, 'Keksilän liitto', 'kaavoitus, ilmasto', 'submitted', '2027-01-15')"
)
folder = TemporaryDirectory(prefix="vaihto-bare-")
engine = create_engine(f"sqlite:///{folder.name}/rows.db")
app = FastAPI(openapi_url=None)
app.add_middleware(GZipMiddleware, minimum_size=1000)


@app.get("/")
def page(rows: int) -> HTMLResponse:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM rows LIMIT :most"), {"most": rows}).all()
    return HTMLResponse(TABLE.render(rows=found))


def main() -> None:
    with engine.begin() as connection:
        connection.execute(text(CREATE))
        connection.execute(text(FILL), [{"id": each, "name": f"Keksitty {each}"} for each in range(MOST)])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
