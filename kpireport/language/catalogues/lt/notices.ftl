# Ką apie duomenis sako šaltiniai ir skaičiavimas. $dataset – rinkinio pavadinimas, $column ir $file – vardai iš duomenų.

## not reviewed

notice-undated = „{ $dataset }“: { NUM($rows) } { $rows ->
    [one] eilutė be { $column } nepriklauso jokiam laikotarpiui ir neįskaičiuota.
    [few] eilutės be { $column } nepriklauso jokiam laikotarpiui ir neįskaičiuotos.
   *[other] eilučių be { $column } nepriklauso jokiam laikotarpiui ir neįskaičiuota.
}
notice-duplicates = „{ $dataset }“: { NUM($rows) } { $rows ->
    [one] eilutė visiškai sutampa su kita ir įskaičiuota vieną kartą.
    [few] eilutės visiškai sutampa su kitomis ir įskaičiuotos vieną kartą.
   *[other] eilučių visiškai sutampa su kitomis ir įskaičiuota vieną kartą.
}
notice-duplicates-key = { notice-duplicates } Stulpelio { $column }, kuris jas atskirtų, nėra; jei reikia skaičiuoti kiekvieną, jį būtina pateikti.
notice-several-rows = „{ $dataset }“: { NUM($days) } { $days ->
    [one] dieną
    [few] dienas
   *[other] dienų
} yra po kelias eilutes be jas skiriančio stulpelio; jos sudėtos.
notice-missing-values = „{ $dataset }“: { NUM($rows) } { $rows ->
    [one] eilutėje
    [few] eilutėse
   *[other] eilučių
} trūksta { $column } reikšmės.
notice-future-dates = { NUM($rows) } { $rows ->
    [one] eilutės data vėlesnė nei { $today }: { $last_day } Tai gali būti planas arba klaida.
    [few] eilučių datos vėlesnės nei { $today }, paskutinė – { $last_day } Tai gali būti planai arba klaidos.
   *[other] eilučių datos vėlesnės nei { $today }, paskutinė – { $last_day } Tai gali būti planai arba klaidos.
}
notice-bad-rows = { $file }: nepavyko perskaityti { NUM($bad) } { $bad ->
    [one] eilutės iš { NUM($rows) }, ji neįskaičiuota (failo eilutės: { $lines }).
   *[other] eilučių iš { NUM($rows) }, jos neįskaičiuotos (failo eilutės: { $lines }).
}
notice-no-rows = { $file }: yra antraštė, bet nėra eilučių.
notice-repeated-files = { $n ->
    [1] { $files } kartoja kito failo turinį ir perskaitytas vieną kartą.
   *[other] { $files }: šie failai kartoja kitų turinį ir perskaityti vieną kartą.
}
notice-rounded = { $column }: skaitmenų daugiau, nei galima tiksliai išsaugoti; reikšmės suapvalintos iki 15 skaitmenų.
notice-joined = „{ $dataset }“ jungia kelių šaltinių ({ $n }) eilutes: { $counts }.
notice-people = { $metric }: tas pats žmogus gali būti keliose eilutėse; eilučių suma būtų per didelė ir nerodoma.
notice-other-length = { $metric }: duomenys pateikti tik kitos trukmės laikotarpiams; šio laikotarpio reikšmė iš jų neišplaukia ir nerodoma.
