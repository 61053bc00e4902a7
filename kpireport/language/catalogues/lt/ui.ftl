# Pastovūs ataskaitos žodžiai.

## not reviewed

ui-contents = Ataskaitos turinys
ui-executive-summary = Santrauka vadovui
ui-target = Tikslas
ui-met = pasiektas
ui-missed = nepasiektas
ui-to-target = Įvykdymas
ui-change = Pokytis
ui-share = Dalis
ui-total = Iš viso
ui-other = Kita
ui-unassigned = Nepriskirta
ui-no-data = Nėra duomenų
ui-sources = Šaltiniai
ui-source = Šaltinis
ui-gives = Duomenys
ui-rows = Eilučių
ui-days = Dienos
ui-state = Būsena
ui-final = Galutiniai
ui-provisional = Preliminarūs
ui-notices = Pastabos dėl duomenų
ui-definitions = Apibrėžtys
ui-definition = Apibrėžtis
ui-metric = Rodiklis
ui-page = Puslapis
ui-unfavourable = nepalanku
ui-actual = Faktas
ui-report = Rezultatų ataskaita
ui-skip = Pereiti prie ataskaitos
ui-kpi = Rodiklis
ui-trend = Dinamika
ui-missing = Neįtraukta
ui-how-to-read = Kaip skaityti diagramas
ui-build = Apie šią versiją
ui-year-ago = prieš metus
ui-notes = Pastabos

other-count = Kita ({ $n })
prepared-by = Parengė { $author }
data-to = Duomenys iki { $day }
compared-with = Palyginimas: { $labels }
rows-count = { NUM($n) } { $n ->
    [one] eilutė
    [few] eilutės
    [many] eilutės
   *[other] eilučių
}
days-count = { NUM($n) } { $n ->
    [one] diena
    [few] dienos
    [many] dienos
   *[other] dienų
}
