"""Profile: what is known about each dataset's rows, found once for the same rows and then kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpireport.errors import placing
from kpireport.metrics.profile import PROFILE_VERSION, Profile, from_kept, kept_as, profile_table
from kpireport.run.fetching import Fetched
from kpireport.run.job import Job
from kpireport.sources.store import Store, StreamAddress, key_of

KIND = "profile"


def profiles(job: Job, fetched: Fetched, datasets: Iterable[str]) -> Mapping[str, Profile]:
    """The profiles of some datasets.

    Raises:
        DataError: rows that contradict each other.
        MetricError: rows without the time of their dataset.
        EnvironmentProblem: the store cannot be written.

    """
    wanted = set(datasets)
    return {name: _profile(job, fetched, name) for name in fetched.feeding if name in wanted}


def _profile(job: Job, fetched: Fetched, name: str) -> Profile:
    streams = fetched.feeding[name]
    store, dataset = Store(fetched.store), job.catalogue.datasets[name]
    address = StreamAddress(streams[0].client, streams[0].source, streams[0].stream)
    rows = [(stream.source, stream.sha256) for stream in streams]
    key = key_of((PROFILE_VERSION, rows, dataset.model_dump_json()))
    profile = _kept(store.derived(address, key, KIND))
    if profile is None:
        with placing(fetched.places[streams[0].source]):
            profile = profile_table(dataset, fetched.tables[name])
        store.keep(address, key, KIND, kept_as(profile))
    return profile


def _kept(data: bytes | None) -> Profile | None:
    try:
        return from_kept(data) if data else None
    except ValueError:  # damaged, or of another version: found again
        return None
