#!/usr/bin/env python3
"""Writes the VTIMEZONE texts the Hugo, Eleventy and Jekyll peers ship as a data file."""

import json
import os

US = {
    "America/New_York": ("-0500", "-0400", "EST", "EDT"),
    "America/Chicago": ("-0600", "-0500", "CST", "CDT"),
    "America/Denver": ("-0700", "-0600", "MST", "MDT"),
    "America/Los_Angeles": ("-0800", "-0700", "PST", "PDT"),
}


def vtz(name):
    if name == "America/Phoenix":
        return "\r\n".join(
            [
                "BEGIN:VTIMEZONE",
                f"TZID:{name}",
                "BEGIN:STANDARD",
                "DTSTART:19700101T000000",
                "TZOFFSETFROM:-0700",
                "TZOFFSETTO:-0700",
                "TZNAME:MST",
                "END:STANDARD",
                "END:VTIMEZONE",
            ]
        )
    std, dst, sname, dname = US[name]
    return "\r\n".join(
        [
            "BEGIN:VTIMEZONE",
            f"TZID:{name}",
            "BEGIN:DAYLIGHT",
            "DTSTART:20070311T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            f"TZOFFSETFROM:{std}",
            f"TZOFFSETTO:{dst}",
            f"TZNAME:{dname}",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:20071104T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
            f"TZOFFSETFROM:{dst}",
            f"TZOFFSETTO:{std}",
            f"TZNAME:{sname}",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    )


here = os.path.dirname(os.path.abspath(__file__))
data = {z: vtz(z) for z in [*US, "America/Phoenix"]}
for d in ("hugo/data", "eleventy/src/_data", "jekyll/src/_data"):
    os.makedirs(os.path.join(here, d), exist_ok=True)
    with open(os.path.join(here, d, "vtimezone.json"), "w") as f:
        json.dump(data, f, indent=1)
