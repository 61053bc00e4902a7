# Даты и периоды. Сообщения date-* – шаблоны CLDR, а не предложения; -gen, -dat, -when – формы названия периода.

## not reviewed

date-day = d{"\u00A0"}MMMM y
date-day-short = d{"\u00A0"}MMM y
date-day-month = d{"\u00A0"}MMM
date-day-month-long = d{"\u00A0"}MMMM
date-month = LLLL y
date-month-short = LLL y
date-month-name = LLLL
date-month-name-short = LLL
date-weekday = EEEE
date-weekday-short = EEE

period-day-when = { $nom }

period-month-gen = { $genitive } { $year }
period-month-dat = { $month ->
    [1] январю
    [2] февралю
    [3] марту
    [4] апрелю
    [5] маю
    [6] июню
    [7] июлю
    [8] августу
    [9] сентябрю
    [10] октябрю
    [11] ноябрю
   *[12] декабрю
} { $year }
period-month-when = { $month ->
    [1] в январе
    [2] в феврале
    [3] в марте
    [4] в апреле
    [5] в мае
    [6] в июне
    [7] в июле
    [8] в августе
    [9] в сентябре
    [10] в октябре
    [11] в ноябре
   *[12] в декабре
} { $year }
period-month-short-dat = { $month ->
    [3] марту
    [5] маю
    [6] июню
    [7] июлю
   *[other] { $genitive }
} { $year }
period-month-name-short-dat = { $month ->
    [3] марту
    [5] маю
    [6] июню
    [7] июлю
   *[other] { $genitive }
}

period-quarter = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартал { $year }
period-quarter-gen = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартала { $year }
period-quarter-dat = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}кварталу { $year }
period-quarter-when = { $quarter ->
    [1] в I
    [2] во II
    [3] в III
   *[4] в IV
}{"\u00A0"}квартале { $year }

period-week = { $week }-я неделя { $year }
period-week-gen = { $week }-й недели { $year }
period-week-acc = { $week }-ю неделю { $year }
period-week-dat = { $week }-й неделе { $year }
period-week-when = на { $week }-й неделе { $year }

period-year = { $year }
period-year-gen = { $year }{"\u00A0"}года
period-year-acc = { $year }{"\u00A0"}год
period-year-dat = { $year }{"\u00A0"}году
period-year-when = в { $year }{"\u00A0"}году

period-fiscal-quarter = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартал { $year }{"\u00A0"}финансового года
period-fiscal-quarter-gen = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартала { $year }{"\u00A0"}финансового года
period-fiscal-quarter-dat = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}кварталу { $year }{"\u00A0"}финансового года
period-fiscal-quarter-when = { $quarter ->
    [1] в I
    [2] во II
    [3] в III
   *[4] в IV
}{"\u00A0"}квартале { $year }{"\u00A0"}финансового года

period-fiscal-year = { $year }{"\u00A0"}финансовый год
period-fiscal-year-gen = { $year }{"\u00A0"}финансового года
period-fiscal-year-dat = { $year }{"\u00A0"}финансовому году
period-fiscal-year-when = в { $year }{"\u00A0"}финансовом году
period-fiscal-year-short = { $year }{"\u00A0"}фин.{"\u00A0"}год
period-fiscal-year-short-dat = { $year }{"\u00A0"}фин.{"\u00A0"}году

period-days-of-month = { $first }–{ $last_day }
period-days-of-year = { $first } – { $last_day }
period-days = { $first_day } – { $last_day }
period-span-when = { $nom }
period-versus = к{"\u00A0"}{ PERIOD($label, case: "dat") }
