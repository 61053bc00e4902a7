# Слова слайдов с главными выводами. $name и $period — готовые тексты.

## not reviewed

ui-slides-name = Главные выводы
ui-slides-closing = Об этих данных
ui-slides-contact = Вопросы
ui-slides-previous = Предыдущий слайд
ui-slides-next = Следующий слайд
ui-slides-overview = Все слайды

slide-position = Слайд { $i } из { $n }
slide-part = { $name }, { $i } из { $n }
slide-takeaway = Вывод { $i } из { $n }
slides-glance = { $n ->
    [one] { CAP($period) }: { NUM($n) } главный вывод
    [few] { CAP($period) }: { NUM($n) } главных вывода
    [many] { CAP($period) }: { NUM($n) } главных выводов
   *[other] { CAP($period) }: { NUM($n) } главного вывода
}
more-sources = { $n ->
    [one] Ещё { NUM($n) } источник
    [few] Ещё { NUM($n) } источника
    [many] Ещё { NUM($n) } источников
   *[other] Ещё { NUM($n) } источника
}
more-notices = { $n ->
    [one] Ещё { NUM($n) } примечание — в отчёте
    [few] Ещё { NUM($n) } примечания — в отчёте
    [many] Ещё { NUM($n) } примечаний — в отчёте
   *[other] Ещё { NUM($n) } примечания — в отчёте
}
