# Даты і перыяды. Паведамленні date-* – шаблоны CLDR, а не сказы; -gen, -acc, -when – формы назвы перыяду.

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
period-month-when = { $month ->
    [1] у студзені
    [2] у лютым
    [3] у сакавіку
    [4] у красавіку
    [5] у маі
    [6] у чэрвені
    [7] у ліпені
    [8] у жніўні
    [9] у верасні
    [10] у кастрычніку
    [11] у лістападзе
   *[12] у снежні
} { $year }
period-month-short-gen = { $genitive } { $year }
period-month-name-short-gen = { $genitive }

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
period-quarter-when = у { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартале { $year }

period-week = { $week ->
    [2] 2-і
    [3] 3-і
    [22] 22-і
    [23] 23-і
    [32] 32-і
    [33] 33-і
    [42] 42-і
    [43] 43-і
    [52] 52-і
    [53] 53-і
   *[other] { $week }-ы
} тыдзень { $year }
period-week-gen = { $week }-га тыдня { $year }
period-week-when = на { $week }-м тыдні { $year }

period-year = { $year }
period-year-gen = { $year }{"\u00A0"}года
period-year-acc = { $year }{"\u00A0"}год
period-year-when = у { $year }{"\u00A0"}годзе

period-fiscal-quarter = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартал { $year }{"\u00A0"}фінансавага года
period-fiscal-quarter-gen = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартала { $year }{"\u00A0"}фінансавага года
period-fiscal-quarter-when = у { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
}{"\u00A0"}квартале { $year }{"\u00A0"}фінансавага года

period-fiscal-year = { $year }{"\u00A0"}фінансавы год
period-fiscal-year-gen = { $year }{"\u00A0"}фінансавага года
period-fiscal-year-when = у { $year }{"\u00A0"}фінансавым годзе
period-fiscal-year-short = { $year }{"\u00A0"}фін.{"\u00A0"}год
period-fiscal-year-short-gen = { $year }{"\u00A0"}фін.{"\u00A0"}года

period-days-of-month = { $first }–{ $last_day }
period-days-of-year = { $first } – { $last_day }
period-days = { $first_day } – { $last_day }
period-span-when = { $nom }
period-versus = да{"\u00A0"}{ PERIOD($label, case: "gen") }
