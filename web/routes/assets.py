"""Static files under their hashed names, cached for a year."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from web.assets import FOLDER
from web.site import TheSite, shows

router = APIRouter()


@shows(router, FOLDER + "/{name}")
def asset(site: TheSite, name: str) -> Response:
    found = site.files.by_name.get(name)
    if found is None:
        raise HTTPException(404)
    caching = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found.octets, headers=caching | {"Content-Type": found.type})
