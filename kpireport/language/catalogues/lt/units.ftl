# Vienetai ir vardijimas. $text yra parengtas skaičius, $n – rodomas skaičius daugiskaitai parinkti.

## not reviewed

unit-points = { $text }{"\u00A0"}p.{"\u00A0"}p.
unit-score-points = { $text }{"\u00A0"}{ $n ->
    [one] balas
    [few] balai
    [many] balo
   *[other] balų
}
unit-places = { $text }{"\u00A0"}{ $n ->
    [one] vieta
    [few] vietos
    [many] vietos
   *[other] vietų
}
unit-seconds = { $text }{"\u00A0"}s
unit-minutes-seconds = { $minutes }{"\u00A0"}min. { $seconds }{"\u00A0"}s
unit-hours = { $text }{"\u00A0"}val.
unit-days = { $text }{"\u00A0"}{ $n ->
    [one] diena
    [few] dienos
    [many] dienos
   *[other] dienų
}
unit-head-seconds = sekundės
unit-head-scaled = { $scale }{"\u00A0"}{ $unit }
unit-head-points = p.{"\u00A0"}p.
unit-head-score-points = balai
unit-head-places = vietos

scale-3 = tūkst.
scale-6 = mln.
scale-9 = mlrd.
scale-short-3 = { $text }{"\u00A0"}tūkst.
scale-short-6 = { $text }{"\u00A0"}mln.
scale-short-9 = { $text }{"\u00A0"}mlrd.

list-and = { $head } ir { $last }

# Pavadinimas, kurio formų nežinome: linksniuojamas prie jo esantis žodis.
name-other = rodiklis „{ $name }“
name-other-gen = rodiklio „{ $name }“
name-other-dat = rodikliui „{ $name }“
name-other-acc = rodiklį „{ $name }“
name-other-ins = rodikliu „{ $name }“
name-other-gender = m
# Pjūvis, kuriam rinkinys neturi žodžių „pagal kanalus“.
name-by = pagal požymį „{ $name }“
