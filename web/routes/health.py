"""For those who watch over us: are we alive, can we work."""

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from models.rounds import Round
from web.site import TheSite, shows

router = APIRouter()


class Health(BaseModel):
    status: str


@shows(router, "/healthz")
def alive() -> Health:
    return Health(status="ok")


@shows(router, "/readyz")
def ready(site: TheSite) -> JSONResponse:
    """503 while the database cannot be asked, or has no tables yet."""
    try:
        with site.database.look() as db:
            db.scalar(select(Round.id).limit(1))
    except SQLAlchemyError:
        return JSONResponse({"status": "no database"}, status_code=503)
    return JSONResponse({"status": "ok"})
