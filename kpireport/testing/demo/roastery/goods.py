"""What the shop sells, and what lies in a basket. Names are those of the shop, in Lithuanian."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kpireport.testing.demo.chance import Chance
from kpireport.testing.demo.roastery.calendar import AUTUMN_SET, SUBSCRIPTION, sale_on, set_is_sold

DEARER_FROM = date(2026, 1, 12)
"""Green coffee became dearer, and the beans with it."""


@dataclass(frozen=True, slots=True)
class Product:
    """One thing to buy; `cents` before beans became dearer, `weight` how often it is chosen."""

    name: str
    category: str
    cents: int
    weight: float

    def price(self, day: date) -> int:
        """What one piece costs on a day, in cents."""
        beans = self.category == "Kavos pupelės" and day >= DEARER_FROM
        full = self.cents + (self.cents * 8 // 1000 * 10 if beans else 0)
        sale = sale_on(day)
        return full - int(full * sale.discount) if sale else full


BEANS = (
    Product("Etiopija Guji, 250 g", "Kavos pupelės", 1190, 16),
    Product("Kolumbija Huila, 250 g", "Kavos pupelės", 1090, 15),
    Product("Brazilija Cerrado, 1 kg", "Kavos pupelės", 2890, 13),
    Product("Mišinys „Rasa“, 1 kg", "Kavos pupelės", 2690, 19),
    Product("Espreso mišinys „Vakaras“, 1 kg", "Kavos pupelės", 2790, 12),
    Product("Kenija Nyeri, 250 g", "Kavos pupelės", 1390, 7),
    Product("Kava be kofeino, 250 g", "Kavos pupelės", 1150, 6),
)
EQUIPMENT = (
    Product("Prancūziškas presas, 1 l", "Įranga", 3200, 2.2),
    Product("Rankinis malūnėlis", "Įranga", 5900, 1.6),
    Product("Popieriniai filtrai, 100 vnt.", "Įranga", 590, 5.5),
    Product("Keraminis puodelis", "Įranga", 1450, 2.6),
)
PARCEL = Product("Kavos prenumerata, mėnuo", "Prenumerata", 2400, 9)
VOUCHER = Product("Dovanų kuponas", "Dovanos", 3000, 1.5)
AUTUMN = Product("Rudens rinkinys", "Dovanos", 3900, 13)
CHRISTMAS = Product("Kalėdų rinkinys", "Dovanos", 4500, 16)


def on_sale(day: date, channel: str) -> Mapping[Product, float]:
    """What can be bought on a day, with how readily those who came by a channel choose it."""
    shelf = {product: product.weight for product in (*BEANS, *EQUIPMENT)}
    gifts = (day.month, day.day) >= (11, 15)
    shelf[VOUCHER] = VOUCHER.weight * (4.0 if gifts else 1.0)
    if day >= SUBSCRIPTION:
        shelf[PARCEL] = PARCEL.weight * (1.8 if channel == "email" else 1.0)
    if set_is_sold(AUTUMN_SET, day):
        shelf[AUTUMN] = AUTUMN.weight * (3.0 if channel == "email" else 1.0)
    if gifts and (day.month, day.day) <= (12, 22):
        shelf[CHRISTMAS] = CHRISTMAS.weight
    return shelf


def basket(day: date, channel: str, chance: Chance) -> Iterator[tuple[Product, int]]:
    """The products of one order, each once, with their quantities."""
    shelf = dict(on_sale(day, channel))
    for _ in range(1 + chance.happens(0.46) + chance.happens(0.17)):
        product = chance.pick(shelf)
        del shelf[product]
        yield product, 1 + (chance.happens(0.16) if product.category == "Kavos pupelės" else 0)
