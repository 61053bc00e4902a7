"""The magazine's accounts in social networks: posts, and followers day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.magazine.articles import Article
from kpireport.testing.demo.magazine.calendar import INVESTIGATION, READING, talked_about
from kpireport.testing.demo.market import days
from kpireport.testing.demo.tables import Post, SocialState


@dataclass(frozen=True, slots=True)
class Network:
    """An account: followers on the first day, how many come and go a day, how posts are seen, and how often one is made."""

    name: str
    followers: int
    gained: float
    lost: float
    seen: float
    liked: float
    clicked: float
    every: int


ACCOUNT = "naberezhnaya"
NETWORKS = (
    Network("facebook", 18400, 14.0, 8.5, 0.19, 0.007, 0.019, 1),
    Network("instagram", 11200, 17.5, 7.0, 0.27, 0.014, 0.004, 2),
    Network("telegram", 6900, 12.0, 3.5, 0.41, 0.006, 0.031, 1),
)


def social_days(articles: Sequence[Article], chance: Chance) -> tuple[list[Post], list[SocialState]]:
    """Every post, and the state of each account at the end of each day."""
    posts: list[Post] = []
    states: list[SocialState] = []
    followers = {network.name: network.followers for network in NETWORKS}
    fresh: dict[date, list[Article]] = {}
    for article in articles:
        fresh.setdefault(article.published, []).append(article)
    for day in days():
        for network in NETWORKS:
            made = [
                _post(network, article, number, followers[network.name], day, chance)
                for number, article in enumerate(fresh.get(day, []))
                if article.published == INVESTIGATION or number % network.every == 0
            ]
            posts += made
            followers[network.name] += chance.count(network.gained * talked_about(day)) - chance.count(network.lost)
            interactions = sum(post.likes + post.comments + post.shares for post in made)
            clicks = sum(post.post_clicks for post in made)
            states.append(
                SocialState(
                    snapshot_date=day,
                    network=network.name,
                    account=ACCOUNT,
                    followers=followers[network.name],
                    interactions=interactions + chance.count(0.0002 * followers[network.name]),
                    site_visits=clicks + chance.count(0.0009 * followers[network.name]),
                )
            )
    return posts, states


def _post(network: Network, article: Article, number: int, followers: int, day: date, chance: Chance) -> Post:
    loud = talked_about(day) if article.published == INVESTIGATION and article.weight > 2 else 1.0
    impressions = chance.count(followers * network.seen * READING.at(day) * loud * chance.wobble(0.12))
    return Post(
        date=day,
        network=network.name,
        account=ACCOUNT,
        post_id=f"{network.name[:2]}-{day:%y%m%d}-{number}",
        campaign=article.section,
        post_type="video" if network.name == "instagram" and chance.happens(0.4) else "link",
        likes=chance.part(impressions, network.liked * loud),
        comments=chance.part(impressions, network.liked * 0.11 * loud),
        shares=chance.part(impressions, network.liked * 0.17 * loud),
        post_clicks=chance.part(impressions, network.clicked * loud),
        impressions=impressions,
        reach=impressions - chance.part(impressions, 0.12),
    )
