# Atskirų blokų žodžiai ir sakiniai: palyginimas, krioklys, mažieji grafikai, piltuvėlio ir kohortų lentelės, veiksmai, įvykiai, priedas.

## not reviewed

doc-names-in-full = Visi pavadinimai: { $names }
doc-comparison-name = { CAP($label) } šalia kitų laikotarpių
doc-one-scale = Mastelis visur tas pats.

# -- krioklio diagrama. $change ir $part – dydžiai su ženklu.

doc-waterfall-factors = { $metric } pagal veiksnius: { $factors }
doc-waterfall-most = { $metric }: { $change }, palyginti su { PERIOD($label, case: "ins") }; didžiausias poveikis: { $member }, { $part }
doc-waterfall-level = { $metric }: pokyčio, palyginti su { PERIOD($label, case: "ins") }, nėra
doc-waterfall-rest = Nepaaiškinta
doc-waterfall-rest-note = Veiksnių sandauga nėra tiksliai lygi rodikliui „{ $metric }“; skirtumas parodytas kaip nepaaiškintas.
doc-waterfall-no-base = { $name }: { PERIOD($label, case: "gen") } duomenų nėra su kuo palyginti.
doc-waterfall-no-parts = { $name }: { PERIOD($label, case: "gen") } dalys nesudaro visumos, todėl tikslaus išskaidymo nėra.

# -- piltuvėlio lentelės

doc-funnel-step-column = Etapas
doc-funnel-of-before = Ankstesnio etapo dalis
doc-funnel-of-first = Pirmo etapo dalis
doc-funnel-weakest = silpniausias perėjimas

# -- kohortų lentelės. $k ir $n – kiek laiko atkarpų praėjo nuo pradžios.

doc-cohort-day = Po { $k ->
    [one] { $k } dienos
    [few] { $k } dienų
    [many] { $k } dienos
   *[other] { $k } dienų
} lieka { $rate } pradėjusiųjų, po { $n ->
    [one] { $n } dienos
    [few] { $n } dienų
    [many] { $n } dienos
   *[other] { $n } dienų
} { $later }
doc-cohort-week = Po { $k ->
    [one] { $k } savaitės
    [few] { $k } savaičių
    [many] { $k } savaitės
   *[other] { $k } savaičių
} lieka { $rate } pradėjusiųjų, po { $n ->
    [one] { $n } savaitės
    [few] { $n } savaičių
    [many] { $n } savaitės
   *[other] { $n } savaičių
} { $later }
doc-cohort-month = Po { $k ->
    [one] { $k } mėnesio
    [few] { $k } mėnesių
    [many] { $k } mėnesio
   *[other] { $k } mėnesių
} lieka { $rate } pradėjusiųjų, po { $n ->
    [one] { $n } mėnesio
    [few] { $n } mėnesių
    [many] { $n } mėnesio
   *[other] { $n } mėnesių
} { $later }
doc-cohort-quarter = Po { $k ->
    [one] { $k } ketvirčio
    [few] { $k } ketvirčių
    [many] { $k } ketvirčio
   *[other] { $k } ketvirčių
} lieka { $rate } pradėjusiųjų, po { $n ->
    [one] { $n } ketvirčio
    [few] { $n } ketvirčių
    [many] { $n } ketvirčio
   *[other] { $n } ketvirčių
} { $later }
doc-cohort-year = Po { $k ->
    [one] { $k } metų
    [few] { $k } metų
    [many] { $k } metų
   *[other] { $k } metų
} lieka { $rate } pradėjusiųjų, po { $n ->
    [one] { $n } metų
    [few] { $n } metų
    [many] { $n } metų
   *[other] { $n } metų
} { $later }
doc-cohort-one-day = Po { $k ->
    [one] { $k } dienos
    [few] { $k } dienų
    [many] { $k } dienos
   *[other] { $k } dienų
} lieka { $rate } pradėjusiųjų
doc-cohort-one-week = Po { $k ->
    [one] { $k } savaitės
    [few] { $k } savaičių
    [many] { $k } savaitės
   *[other] { $k } savaičių
} lieka { $rate } pradėjusiųjų
doc-cohort-one-month = Po { $k ->
    [one] { $k } mėnesio
    [few] { $k } mėnesių
    [many] { $k } mėnesio
   *[other] { $k } mėnesių
} lieka { $rate } pradėjusiųjų
doc-cohort-one-quarter = Po { $k ->
    [one] { $k } ketvirčio
    [few] { $k } ketvirčių
    [many] { $k } ketvirčio
   *[other] { $k } ketvirčių
} lieka { $rate } pradėjusiųjų
doc-cohort-one-year = Po { $k ->
    [one] { $k } metų
    [few] { $k } metų
    [many] { $k } metų
   *[other] { $k } metų
} lieka { $rate } pradėjusiųjų
doc-cohort-columns-day = Stulpeliai: dienos nuo pradžios; langeliuose – pirmos dienos dalis, kuo tamsesnis, tuo didesnė
doc-cohort-columns-week = Stulpeliai: savaitės nuo pradžios; langeliuose – pirmos savaitės dalis, kuo tamsesnis, tuo didesnė
doc-cohort-columns-month = Stulpeliai: mėnesiai nuo pradžios; langeliuose – pirmo mėnesio dalis, kuo tamsesnis, tuo didesnė
doc-cohort-columns-quarter = Stulpeliai: ketvirčiai nuo pradžios; langeliuose – pirmo ketvirčio dalis, kuo tamsesnis, tuo didesnė
doc-cohort-columns-year = Stulpeliai: metai nuo pradžios; langeliuose – pirmų metų dalis, kuo tamsesnis, tuo didesnė
doc-cohort-all = Visi
doc-cohort-mean = Visi: likusiųjų suma, padalyta iš pradėjusiųjų sumos, todėl didesnės grupės sveria daugiau.

# -- tolesni veiksmai ir įvykiai. $open – kas nei atlikta, nei atšaukta.

doc-steps = { $n ->
    [one] Sutartas { $n } veiksmas
    [few] Sutarti { $n } veiksmai
   *[other] Sutarta { $n } veiksmų
}, { $open ->
    [0] neatliktų nėra
   *[other] neatlikta: { $open }
}
doc-steps-overdue = vėluoja: { $n }
doc-events-name = Kas įvyko
doc-events-none = { CAP($label, case: "gen") } įvykių nepažymėta.
doc-one-point = { $name }: yra tik { PERIOD($label, case: "gen") } duomenys, dinamikos dar nėra.

# -- priedas

doc-appendix-message = Ką reiškia { $n ->
    [one] { $n } šios ataskaitos rodiklis
    [few] { $n } šios ataskaitos rodikliai
   *[other] { $n } šios ataskaitos rodiklių
}
ui-overdue = Vėluoja
ui-step-open = Nepradėta
ui-step-in-progress = Vykdoma
ui-step-done = Atlikta
ui-step-cancelled = Atšaukta
ui-owner = Kas
ui-due = Iki
ui-step = Veiksmas
ui-measure = Kaip matysime rezultatą
ui-date = Data
ui-event = Įvykis
ui-formula = Formulė
ui-computed = Kaip apskaičiuota
ui-variant = Variantas
ui-from = Duomenų šaltinis
ui-unit = Vienetas
