"""A small WFS on loopback with 2,500 points in pages of 1,000; `broken` fails after the first page.

It runs as a program of its own: QGIS holds Python's lock while it waits for an answer.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

ALL, PAGE = 2500, 1000
BROKEN = "broken" in sys.argv
SPACES = (
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:p="http://proef"'
)
OPERATION = (
    '<ows:Operation name="{}"><ows:DCP><ows:HTTP><ows:Get xlink:href="{}"/></ows:HTTP></ows:DCP></ows:Operation>'
)
CAPABILITIES = f"""<wfs:WFS_Capabilities version="2.0.0" {SPACES}><ows:OperationsMetadata>{{}}
<ows:Constraint name="ImplementsResultPaging"><ows:DefaultValue>TRUE</ows:DefaultValue></ows:Constraint>
<ows:Constraint name="CountDefault"><ows:DefaultValue>{PAGE}</ows:DefaultValue></ows:Constraint>
</ows:OperationsMetadata><wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>p:punt</wfs:Name><wfs:Title>punt</wfs:Title>
<wfs:DefaultCRS>urn:ogc:def:crs:EPSG::28992</wfs:DefaultCRS></wfs:FeatureType></wfs:FeatureTypeList>
</wfs:WFS_Capabilities>"""
SCHEMA = """<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:p="http://proef" targetNamespace="http://proef"
xmlns:gml="http://www.opengis.net/gml/3.2" elementFormDefault="qualified">
<import namespace="http://www.opengis.net/gml/3.2" schemaLocation="http://schemas.opengis.net/gml/3.2.1/gml.xsd"/>
<element name="punt" type="p:puntType" substitutionGroup="gml:AbstractFeature"/><complexType name="puntType">
<complexContent><extension base="gml:AbstractFeatureType"><sequence>
<element name="geom" type="gml:PointPropertyType"/><element name="nummer" type="string"/>
<element name="begin" type="dateTime"/></sequence></extension></complexContent></complexType></schema>"""
MEMBER = (
    '<wfs:member><p:punt gml:id="p{0}"><p:geom><gml:Point gml:id="g{0}" srsName="urn:ogc:def:crs:EPSG::28992">'
    "<gml:pos>{1} 481000</gml:pos></gml:Point></p:geom><p:nummer>{0:06d}</p:nummer>"
    "<p:begin>2023-07-01T10:30:00Z</p:begin></p:punt></wfs:member>"
)


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass

    def do_GET(self) -> None:
        asked = {name.upper(): values[0] for name, values in parse_qs(urlparse(self.path).query).items()}
        start, kind = int(asked.get("STARTINDEX", 0)), asked.get("REQUEST", "")
        if kind == "GetCapabilities":
            here = f"http://127.0.0.1:{self.server.server_port}/?"
            operations = ("GetCapabilities", "DescribeFeatureType", "GetFeature")
            self.say(CAPABILITIES.format("".join(OPERATION.format(name, here) for name in operations)))
        elif kind == "DescribeFeatureType":
            self.say(SCHEMA)
        elif BROKEN and start >= PAGE:
            self.send_error(500)
        else:
            end = min(start + min(int(asked.get("COUNT", PAGE)), PAGE), ALL)
            numbers = [] if asked.get("RESULTTYPE") == "hits" else range(start, end)
            members = "".join(MEMBER.format(number, 131_000 + number) for number in numbers)
            counts = f'numberMatched="{ALL}" numberReturned="{len(numbers)}"'
            self.say(f"<wfs:FeatureCollection {SPACES} {counts}>{members}</wfs:FeatureCollection>")

    def say(self, text: str) -> None:
        body = ('<?xml version="1.0" encoding="UTF-8"?>' + text).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    served = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    sys.stdout.write(f"{served.server_port}\n")
    sys.stdout.flush()
    served.serve_forever()
