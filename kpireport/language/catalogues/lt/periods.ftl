# Datos ir laikotarpiai. date-* yra CLDR šablonai, ne sakiniai; -gen, -acc, -ins, -when yra laikotarpio pavadinimo formos.

## not reviewed

date-day = y{"\u00A0"}'m.' MMMM{"\u00A0"}d{"\u00A0"}'d.'
date-day-short = y-MM-dd
date-day-month = MMM{"\u00A0"}d{"\u00A0"}'d.'
date-day-month-long = MMMM{"\u00A0"}d{"\u00A0"}'d.'
date-month = y{"\u00A0"}'m.' LLLL
date-month-short = y-MM
date-month-name = LLLL
date-month-name-short = LLL
date-weekday = EEEE
date-weekday-short = EEE

period-day-when = { $nom }

period-month-gen = { $year }{"\u00A0"}m. { $genitive }
period-month-acc = { period-month-when }
period-month-ins = { $year }{"\u00A0"}m. { $month ->
    [1] sausiu
    [2] vasariu
    [3] kovu
    [4] balandžiu
    [5] geguže
    [6] birželiu
    [7] liepa
    [8] rugpjūčiu
    [9] rugsėju
    [10] spaliu
    [11] lapkričiu
   *[12] gruodžiu
}
period-month-when = { $year }{"\u00A0"}m. { $month ->
    [1] sausį
    [2] vasarį
    [3] kovą
    [4] balandį
    [5] gegužę
    [6] birželį
    [7] liepą
    [8] rugpjūtį
    [9] rugsėjį
    [10] spalį
    [11] lapkritį
   *[12] gruodį
}

period-quarter = { $year }{"\u00A0"}m. { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirtis
period-quarter-gen = { $year }{"\u00A0"}m. { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirčio
period-quarter-acc = { period-quarter-when }
period-quarter-ins = { $year }{"\u00A0"}m. { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirčiu
period-quarter-when = { $year }{"\u00A0"}m. { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirtį

period-week = { $year }{"\u00A0"}m. { $week }{"\u00A0"}savaitė
period-week-gen = { $year }{"\u00A0"}m. { $week }{"\u00A0"}savaitės
period-week-acc = { $year }{"\u00A0"}m. { $week }{"\u00A0"}savaitę
period-week-ins = { $year }{"\u00A0"}m. { $week }{"\u00A0"}savaite
period-week-when = { $year }{"\u00A0"}m. { $week }{"\u00A0"}savaitę

period-year = { $year }{"\u00A0"}metai
period-year-gen = { $year }{"\u00A0"}metų
period-year-acc = { $year }{"\u00A0"}metus
period-year-ins = { $year }{"\u00A0"}metais
period-year-when = { $year }{"\u00A0"}metais

period-fiscal-quarter = { $year } finansinių metų { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirtis
period-fiscal-quarter-gen = { $year } finansinių metų { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirčio
period-fiscal-quarter-acc = { period-fiscal-quarter-when }
period-fiscal-quarter-ins = { $year } finansinių metų { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirčiu
period-fiscal-quarter-when = { $year } finansinių metų { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}ketvirtį

period-fiscal-year = { $year } finansiniai metai
period-fiscal-year-gen = { $year } finansinių metų
period-fiscal-year-acc = { $year } finansinius metus
period-fiscal-year-ins = { $year } finansiniais metais
period-fiscal-year-when = { $year } finansiniais metais
period-fiscal-year-short = { $year }{"\u00A0"}fin.{"\u00A0"}m.

period-days-of-month = { PERIOD($month, case: "gen") } { $first }–{ $last }{"\u00A0"}d.
period-days-of-year = { $year }{"\u00A0"}m. { $first } – { $last }
period-days = { $first_day } – { $last_day }
period-span-when = { $nom }
period-versus = plg.{"\u00A0"}su { PERIOD($label, case: "ins") }
