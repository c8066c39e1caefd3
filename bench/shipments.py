#!/usr/bin/env python3
"""Writes a made-up table of shipments to measure `tamis trade screen` with: a realistic mix, parties included.

    python3 bench/shipments.py 1000000 > shipments.csv
    tamis trade screen shipments.csv --format jsonl -o answers.jsonl

Nine in ten shipments have nothing to do with any measure; the rest are from, to or through Belarus and Russia or their
neighbours, before and after the dates of the acts, some with a code too short, a description alone, a missing country or
a contract date. Of the parties, most come again and again, as in a year of a forwarder's books, and one in ten thousand
is on the starter list. The same seed gives the same bytes everywhere.
"""

import random
import sys

HEADINGS = ["0102", "0402", "0805", "1001", "1509", "2106", "2204", "2710", "3004", "3102", "3104", "3105", "3304", "3901",
            "3926", "4011", "4202", "4407", "4412", "4418", "4703", "4804", "5208", "6109", "6204", "6403", "6810", "6907",
            "7010", "7208", "7304", "7318", "7604", "8409", "8414", "8421", "8429", "8431", "8471", "8481", "8483", "8504",
            "8517", "8528", "8536", "8542", "8544", "8703", "8704", "8708", "9018", "9026", "9403", "9503"]
WORDS = ["potassium chloride", "spare parts", "machine parts", "oak boards", "tyres", "cement in bags", "milk powder",
         "cotton shirts", "electronic components", "printed circuit boards", "furniture", "pumps", "steel sheet", "oranges"]
USUAL = ["DE", "PL", "FR", "IT", "NL", "ES", "LT", "LV", "US", "CN", "TR", "IN", "GB", "CH", "UA", "BR", "VN", "KZ"]
TIED = ["BY", "RU", "KZ", "AM", "KG", "TR", "AE", "CN"]
FIRST = ["Nord", "Alpha", "Green", "Trans", "Euro", "Blue", "West", "Global", "Uni", "Delta", "Baltic", "Prime", "Sun", "Agro",
         "Metal", "Techno", "Poly", "Inter", "Star", "Pan"]
SECOND = ["trade", "log", "line", "chem", "steel", "wood", "tex", "food", "parts", "import", "cargo", "tech", "motors", "pharma",
          "energy", "pack", "glass", "build", "fruit", "data"]
FORMS = ["GmbH", "Sp. z o.o.", "S.A.", "Ltd", "LLC", "B.V.", "S.r.l.", "UAB", "SIA", "OOO", "Co., Ltd.", "Inc."]
TOWNS = ["Hamburg", "Gdansk", "Lyon", "Torino", "Vilnius", "Riga", "Shanghai", "Almaty", "Minsk", "Rotterdam", "Valencia"]
LISTED = ["Belaruskali OAO", "Belaruski avtomobilnyi zavod", "Alexander Lukashenko", "Belneftekhim", "Grodno Azot"]
VESSELS = ["OCEAN STAR", "BALTIC WIND", "MSC LENA", "NORDIC HAWK", "EVER GRACE", "AMBER COAST"]
BANKS = ["Deutsche Bank AG", "PKO Bank Polski", "ING Bank", "Swedbank", "Priorbank", "UniCredit", "Akbank", "SEB"]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    draw = random.Random(5)
    codes = [h + "%04d" % draw.randrange(0, 10000) for h in HEADINGS for _ in range(40)] + ["31042050", "31042010", "44071110"]
    companies = ["%s%s %s %s" % (draw.choice(FIRST), draw.choice(SECOND), draw.choice(TOWNS), draw.choice(FORMS))
                 for _ in range(40_000)]
    out = sys.stdout
    out.write("id,goods code,description,country of origin,from,to,via,contract date,shipment date,exporter,consignee,bank,vessel\n")
    for row in range(1, count + 1):
        places = TIED if draw.random() < 0.1 else USUAL
        origin = draw.choice(places)
        start = origin if draw.random() < 0.9 else draw.choice(USUAL)
        end = draw.choice(USUAL if draw.random() < 0.95 else TIED)
        code, words = draw.choice(codes), draw.choice(WORDS) if draw.random() < 0.3 else ""
        odd = draw.random()
        if odd < 0.02:
            code = code[:4]
        elif odd < 0.03:
            code = ""
        elif odd < 0.035:
            start = ""
        via = draw.choice(TIED) if draw.random() < 0.03 else ""
        year = draw.choice([2021, 2022, 2022, 2023, 2024])
        day = "%d-%02d-%02d" % (year, draw.randrange(1, 13), draw.randrange(1, 29))
        contract = "%d-%02d-%02d" % (year - 1, draw.randrange(1, 13), draw.randrange(1, 29)) if draw.random() < 0.3 else ""
        # A fifth of the companies make four fifths of the shipments; one name in ten is new.
        def party():
            chance = draw.random()
            if chance < 0.0001:
                return draw.choice(LISTED)
            if chance < 0.1:
                return "%s%s %d %s" % (draw.choice(FIRST), draw.choice(SECOND), draw.randrange(10**6), draw.choice(FORMS))
            return companies[int(draw.random() ** 3 * len(companies))]
        vessel = draw.choice(VESSELS) + " %d" % draw.randrange(300) if draw.random() < 0.4 else ""
        cells = [str(row), code, words, origin, start, end, via, contract, day, party(), party(), draw.choice(BANKS), vessel]
        out.write(",".join('"%s"' % c if "," in c else c for c in cells) + "\n")


if __name__ == "__main__":
    main()
