# Units and lists. $text is the finished number, $n the number it shows, for plurals.

unit-points = { $text }{"\u00A0"}pts
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

scale-3 = thousand
scale-6 = million
scale-9 = billion
scale-letter-3 = k
scale-letter-6 = M
scale-letter-9 = B

list-and = { $head } and { $last }

unit-head-points = points
