"""The documented limits are still what AWS's models say."""

import pytest

from aws_api.documented import ATTRIBUTES, LIMITS
from aws_api.models import service_model

WORDED = {place: limit for place, limit in LIMITS.items() if limit.words}
WORDED_ATTRIBUTES = {key: limit for key, limit in ATTRIBUTES.items() if limit.words}
ATTRIBUTE_SHAPES = ("ListenerAttribute", "LoadBalancerAttribute", "TargetGroupAttribute")


@pytest.mark.parametrize("place", LIMITS, ids=".".join)
def test_the_model_has_the_member(place: tuple[str, str, str]) -> None:
    service, shape, member = place
    assert member in service_model(service).shape_for(shape).members


@pytest.mark.parametrize("place", WORDED, ids=".".join)
def test_the_model_says_so(place: tuple[str, str, str]) -> None:
    service, shape, member = place
    assert WORDED[place].words in service_model(service).shape_for(shape).members[member].documentation


@pytest.mark.parametrize("key", WORDED_ATTRIBUTES)
def test_the_model_says_so_of_the_attribute(key: str) -> None:
    texts = [service_model("elbv2").shape_for(shape).members["Key"].documentation for shape in ATTRIBUTE_SHAPES]
    [text] = [text for text in texts if f"<code>{key}</code>" in text]
    of_the_key = text.split(f"<code>{key}</code>")[1].split("</li> <li> <p>")[0]
    assert WORDED_ATTRIBUTES[key].words in of_the_key
