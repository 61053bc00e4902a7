"""A coffee roaster's web shop in Lithuania: visits, orders, adverts and mailings of two years that agree with each other.

Rasos skrudykla sells beans, gifts and a subscription. Orders in `orders.csv` are the purchases in `web_traffic.csv`; paid
visits follow the clicks in `ad_performance.csv`, e-mail visits those in `email_campaigns.csv`. October 2026 has a good
story (the autumn mailing sells) and a bad one (a new payment step loses buyers on phones, and adverts on Meta cost more
than they bring).
"""
