# Units and lists. $text is the finished number, $n the number it shows, for plurals.

unit-points = { $text }{"\u00A0"}pts
unit-score-points = { $text }{"\u00A0"}pts
unit-places = { $n ->
    [one] { $text }{"\u00A0"}place
   *[other] { $text }{"\u00A0"}places
}
unit-seconds = { $text }{"\u00A0"}s
unit-minutes-seconds = { $minutes }{"\u00A0"}min { $seconds }{"\u00A0"}s
unit-hours = { $text }{"\u00A0"}h
unit-days = { $n ->
    [one] { $text }{"\u00A0"}day
   *[other] { $text }{"\u00A0"}days
}
unit-head-seconds = seconds
# What the head of a figure says of its unit and its power of ten: "€ thousand".
unit-head-scaled = { $unit }{"\u00A0"}{ $scale }

scale-3 = thousand
scale-6 = million
scale-9 = billion
# $text is a finished number in that power of ten.
scale-short-3 = { $text }k
scale-short-6 = { $text }M
scale-short-9 = { $text }B

list-and = { $head } and { $last }

unit-head-points = points
unit-head-score-points = points
unit-head-places = places
