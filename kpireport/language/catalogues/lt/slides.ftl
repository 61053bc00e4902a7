# Skaidrių su pagrindinėmis išvadomis žodžiai. $name ir $period yra paruošti tekstai.

## not reviewed

ui-slides-name = Pagrindinės išvados
ui-slides-closing = Apie šiuos skaičius
ui-slides-contact = Klausimai
ui-slides-previous = Ankstesnė skaidrė
ui-slides-next = Kita skaidrė
ui-slides-overview = Visos skaidrės

slide-position = { $i } skaidrė iš { $n }
slide-part = { $name }, { $i } iš { $n }
slide-takeaway = { $i } išvada iš { $n }
slides-glance = { $n ->
    [one] { $period }: { NUM($n) } pagrindinė išvada
    [few] { $period }: { NUM($n) } pagrindinės išvados
    [many] { $period }: { NUM($n) } pagrindinės išvados
   *[other] { $period }: { NUM($n) } pagrindinių išvadų
}
more-sources = { $n ->
    [one] Dar { NUM($n) } šaltinis
    [few] Dar { NUM($n) } šaltiniai
    [many] Dar { NUM($n) } šaltinio
   *[other] Dar { NUM($n) } šaltinių
}
more-notices = { $n ->
    [one] Dar { NUM($n) } pastaba yra ataskaitoje
    [few] Dar { NUM($n) } pastabos yra ataskaitoje
    [many] Dar { NUM($n) } pastabos yra ataskaitoje
   *[other] Dar { NUM($n) } pastabų yra ataskaitoje
}
