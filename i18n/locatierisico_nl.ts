<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>algorithms</name>
    <message>
        <source>A .qpt with a map, which speaks through variables such as @lr_title and @lr_score. What every page must bear and the template lacks is added along its lower edge. Empty: our own layouts, or those in the Layout Manager.</source>
        <translation>Een .qpt met een kaart, die spreekt via variabelen zoals @lr_title en @lr_score. Wat elke bladzijde moet dragen en in het sjabloon ontbreekt, komt langs de onderrand. Leeg: onze eigen lay-outs, of die in het lay-outbeheer.</translation>
    </message>
    <message>
        <source>A PostgreSQL connection of QGIS, made in the Browser panel. Its password is used and nowhere kept.</source>
        <translation>Een PostgreSQL-verbinding van QGIS, gemaakt in het paneel Browser. Het wachtwoord wordt gebruikt en nergens bewaard.</translation>
    </message>
    <message>
        <source>A copy of a shipped set with weights and parameters of your own.</source>
        <translation>Een kopie van een meegeleverde set met eigen gewichten en parameters.</translation>
    </message>
    <message>
        <source>A hull per cluster: n, begin, eind, days, centre, p, and what it means in words. The temporal controller plays them.</source>
        <translation>Een omhullende per cluster: n, begin, eind, days (dagen), middelpunt, p, en in woorden wat het betekent. De tijdbesturing van QGIS speelt ze af.</translation>
    </message>
    <message>
        <source>A number, the higher the sooner, 0 or more. Left empty: risk_score where that is a field, else every location counts the same.</source>
        <translation>Een getal, hoe hoger hoe eerder, 0 of meer. Leeg: risk_score als dat veld er is, anders telt elke locatie even zwaar.</translation>
    </message>
    <message>
        <source>A row a team: name, start, end (address, or x and y), shift_from, shift_to, break_minutes, break_from, break_to, skills, max_stops, days. Without teams: one team from 9:00 to 16:30 with half an hour of break.</source>
        <translation>Een rij per team: naam, begin en einde (adres, of x en y), dienst_van, dienst_tot, pauze_minuten, pauze_van, pauze_tot, vaardigheden, max_stops, dagen. Zonder teams: één team van 9:00 tot 16:30 met een half uur pauze.</translation>
    </message>
    <message>
        <source>A row for each map, share and period, and over all periods: n found of total, best possible, hit_rate, pai, pei, rri, and more: how much higher the hit rate is than that of simple counting, with its 95 % interval.</source>
        <translation>Een rij per kaart, aandeel en periode, en over alle perioden samen: n gevonden van total, best mogelijk, hit_rate, pai, pei, rri, en more: hoeveel hoger de hit_rate is dan die van simpel tellen, met het 95 %-interval.</translation>
    </message>
    <message>
        <source>A row per hour of the week, hour, weekday, month of the year, calendar month and year: incidents by fraction, expected, ratio, share, z and outlier of calendar months, and words.</source>
        <translation>Een rij per uur van de week, uur, weekdag, maand van het jaar, kalendermaand en jaar: incidenten (naar deel), verwacht, verhouding, aandeel, z en uitschieter van kalendermaanden, en woorden.</translation>
    </message>
    <message>
        <source>A row per visit: stop_id, day, outcome, visited, control, probability. For the planner: it says which stops were control stops.</source>
        <translation>Een rij per bezoek: stop_id, day, outcome, visited, control, probability. Voor de planner: er staat in welke stops controlestops waren.</translation>
    </message>
    <message>
        <source>A town in which no location differs: whatever is found there is chance.</source>
        <translation>Een gemeente waarin geen locatie afwijkt: wat daarin wordt gevonden, is toeval.</translation>
    </message>
    <message>
        <source>A4 or A3.</source>
        <translation>A4 of A3.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Trefzekerheid</translation>
    </message>
    <message>
        <source>Add the layers to the project</source>
        <translation>Lagen toevoegen aan het project</translation>
    </message>
    <message>
        <source>Add the results to the project</source>
        <translation>Resultaten toevoegen aan het project</translation>
    </message>
    <message>
        <source>Added for every business verblijfsobject in the pand or complex.</source>
        <translation>Komt erbij voor elk bedrijfsmatig verblijfsobject in het pand of complex.</translation>
    </message>
    <message>
        <source>Address of a mirror with the same paths as PDOK. Empty: PDOK itself.</source>
        <translation>Adres van een spiegelserver met dezelfde paden als PDOK. Leeg: PDOK zelf.</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Agree to more than 400 km² or 2,000 pages. For a province or more the complete files of PDOK are the better way.</source>
        <translation>Ga akkoord met meer dan 400 km² of 2.000 pagina's. Voor een provincie of meer zijn de complete bestanden van PDOK de betere weg.</translation>
    </message>
    <message>
        <source>An incident with at least this many within that distance and time, itself included, makes a cluster; smaller groups are not shown.</source>
        <translation>Een incident met er minstens zoveel binnen die afstand en tijd, het incident zelf meegeteld, vormt een cluster; kleinere groepen komen niet in beeld.</translation>
    </message>
    <message>
        <source>An indication, not a suspicion.</source>
        <translation>Een indicatie, geen verdenking.</translation>
    </message>
    <message>
        <source>Area type of all polygons given</source>
        <translation>Gebiedstype van alle opgegeven vlakken</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Gebieden</translation>
    </message>
    <message>
        <source>Areas of the assessment, a selection of them, or areas drawn on the map.</source>
        <translation>Gebieden van de beoordeling, een selectie daarvan, of gebieden die op de kaart zijn getekend.</translation>
    </message>
    <message>
        <source>Areas to count in, such as buurten; used when the places are polygons.</source>
        <translation>Gebieden waarin geteld wordt, zoals buurten; gebruikt als de plekken vlakken zijn (polygons).</translation>
    </message>
    <message>
        <source>As the crow flies to a road kept by the state or a province; motorways, by their wegnummer, do not count.</source>
        <translation>Hemelsbreed tot een weg in beheer van rijk of provincie; snelwegen, herkend aan het wegnummer, tellen niet mee.</translation>
    </message>
    <message>
        <source>As the crow flies, from the nearest point of the segment.</source>
        <translation>Hemelsbreed, vanaf het dichtstbijzijnde punt van het wegvak.</translation>
    </message>
    <message>
        <source>Assess a municipality</source>
        <translation>Gemeente beoordelen</translation>
    </message>
    <message>
        <source>Assess loaded registers</source>
        <translation>Geladen registers beoordelen</translation>
    </message>
    <message>
        <source>Assesses locations from the GeoPackage that Load registers wrote: other sets, themes or weights without reading the deliveries again. A score is an indication and not a suspicion.</source>
        <translation>Beoordeelt locaties uit het GeoPackage dat Registers laden heeft geschreven: andere sets, thema's of gewichten, zonder de leveringen opnieuw te lezen. Een score is een indicatie en geen verdenking.</translation>
    </message>
    <message>
        <source>Attention for what: the general vulnerability of a location, or one theme with the indicators that speak to it.</source>
        <translation>Waarvoor aandacht wordt gevraagd: de algemene kwetsbaarheid van een locatie, of één thema met de indicatoren die daarover gaan.</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Maker</translation>
    </message>
    <message>
        <source>BAG: buildings and addresses</source>
        <translation>BAG: gebouwen en adressen</translation>
    </message>
    <message>
        <source>BGT: large-scale topography</source>
        <translation>BGT: grootschalige topografie</translation>
    </message>
    <message>
        <source>Bandwidth along the street (m)</source>
        <translation>Bandbreedte langs de straat (m)</translation>
    </message>
    <message>
        <source>Booklet</source>
        <translation>Boekje</translation>
    </message>
    <message>
        <source>Business establishments</source>
        <translation>Vestigingen van bedrijven</translation>
    </message>
    <message>
        <source>By rank among locations of the same kind of area (the default), or an alternative.</source>
        <translation>Op rangorde onder locaties in dezelfde soort gebied (standaard), of een alternatief.</translation>
    </message>
    <message>
        <source>CSV or XLSX lists of the municipality by BAG id, such as farms that stopped. Free text is not read.</source>
        <translation>CSV- of XLSX-lijsten van de gemeente op BAG-id, zoals gestopte boerenbedrijven. Vrije tekst wordt niet gelezen.</translation>
    </message>
    <message>
        <source>CSV or XLSX with the BAG id of each vacant address, and since when.</source>
        <translation>CSV of XLSX met het BAG-id van elk leegstaand adres, en sinds wanneer.</translation>
    </message>
    <message>
        <source>CSV or XLSX with the BAG id, SBI code and dates of establishments, without names.</source>
        <translation>CSV of XLSX met BAG-id, SBI-code en datums van vestigingen, zonder namen.</translation>
    </message>
    <message>
        <source>CSV with area_type, indicator, value, date and source: what the profile of an area is held beside. Values in the unit of the layer areas of the results.</source>
        <translation>CSV met gebiedstype (area_type), indicator, waarde (value), datum (date) en bron (source): waar het profiel van een gebied naast wordt gelegd. Waarden in de eenheid van de laag areas van de resultaten.</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Cellen</translation>
    </message>
    <message>
        <source>Cells of the last map: found (incidents came), quiet (none came), tied (counts for a part), and missed: incidents outside it.</source>
        <translation>Cellen van de laatste kaart: found (er kwamen incidenten), quiet (er kwamen er geen), tied (telt voor een deel mee), en missed: incidenten daarbuiten.</translation>
    </message>
    <message>
        <source>Cells whose centres lie within this distance are neighbours; without it the eight around.</source>
        <translation>Cellen waarvan het midden binnen deze afstand ligt, zijn buren; zonder afstand de acht eromheen.</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Grafiek</translation>
    </message>
    <message>
        <source>Checks and objects</source>
        <translation>Controles en objecten</translation>
    </message>
    <message>
        <source>Checks the registers: what is missing, doubled, old, misplaced or not linked to the other registers. Writes a page to read or print, with what to ask of the keeper of each register, and a GeoPackage with a table of all checks and a layer of the objects concerned per check.

These are signals about registers, no judgement about locations or persons.</source>
        <translation>Controleert de registers: wat ontbreekt, dubbel of verouderd is, verkeerd ligt of niet aan de andere registers is te koppelen. Schrijft een pagina om te lezen of af te drukken, met wat u elke beheerder kunt vragen, en een GeoPackage met een tabel van alle controles en per controle een laag met de objecten waar het om gaat.

Dit zijn signalen over registers, geen oordeel over locaties of personen.</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>Rubricering</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Clusters</translation>
    </message>
    <message>
        <source>Clusters in place and time</source>
        <translation>Clusters in plaats en tijd</translation>
    </message>
    <message>
        <source>Column mappings</source>
        <translation>Kolomtoewijzingen</translation>
    </message>
    <message>
        <source>Compare with: first day</source>
        <translation>Vergelijken met: eerste dag</translation>
    </message>
    <message>
        <source>Compare with: last day</source>
        <translation>Vergelijken met: laatste dag</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Vergeleken met</translation>
    </message>
    <message>
        <source>Connection with the database</source>
        <translation>Verbinding met de database</translation>
    </message>
    <message>
        <source>Control area</source>
        <translation>Gebied ter vergelijking</translation>
    </message>
    <message>
        <source>Control stops (%)</source>
        <translation>Controlestops (%)</translation>
    </message>
    <message>
        <source>Control stops of an earlier plan</source>
        <translation>Controlestops van een eerder plan</translation>
    </message>
    <message>
        <source>Control visits so far</source>
        <translation>Controlebezoeken tot nu toe</translation>
    </message>
    <message>
        <source>Correct at the border of the study area</source>
        <translation>Corrigeren aan de rand van het studiegebied</translation>
    </message>
    <message>
        <source>Correction for the number of places</source>
        <translation>Correctie voor het aantal plekken</translation>
    </message>
    <message>
        <source>Count what inspectors discovered themselves</source>
        <translation>Tel ook mee wat bij controles is ontdekt</translation>
    </message>
    <message>
        <source>Counted back from the last day. automatic: the longest of year, quarter, month and week that gives ten steps. Months are calendar months where the last day is the last of a month.</source>
        <translation>Teruggeteld vanaf de laatste dag. automatic: de langste van jaar, kwartaal, maand en week die tien stappen geeft. Maanden zijn kalendermaanden als de laatste dag de laatste van een maand is.</translation>
    </message>
    <message>
        <source>Counts for every road segment four marks of places where drug waste was dumped (Politie &amp; Wetenschap 83): wood or nature beside it, a regional road nearby, no dwelling nearby, and a dead end or unpaved road. What is not known is not counted, and the layer says so. A mark tells what a place is like, not that anything happens there. With START and PATROL a round is planned that drives past the segments, each from end to end.</source>
        <translation>Telt voor elk wegvak vier kenmerken van plekken waar drugsafval is gedumpt (Politie &amp; Wetenschap 83): bos of natuur erlangs, een regionale weg dichtbij, geen woning dichtbij, en een doodlopende of onverharde weg. Wat niet bekend is telt niet mee, en dat staat in de laag. Een kenmerk zegt hoe een plek is, niet dat er iets gebeurt. Met START en PATROL wordt een ronde gepland die langs de wegvakken rijdt, elk van begin tot eind.</translation>
    </message>
    <message>
        <source>Counts incidents by hour and weekday, month and year, as a picture and a table. An incident whose moment is known as a window of at most a day is spread evenly over the hours it covers (aoristic); one with only a date says nothing of the hour. Tests tell whether hours, weekdays and months differ more than chance, and which months stand out.

To count some incidents only, select them or set a filter.</source>
        <translation>Telt incidenten per uur en weekdag, maand en jaar, als beeld en als tabel. Een incident waarvan alleen een tijdvak van hoogstens een dag bekend is, wordt gelijk verdeeld over de uren die het beslaat (aoristisch); een incident met alleen een datum zegt niets over het uur. Toetsen zeggen of uren, weekdagen en maanden meer verschillen dan toeval, en welke maanden uitschieten.

Om alleen bepaalde incidenten te tellen: selecteer ze of stel een filter in.</translation>
    </message>
    <message>
        <source>Counts incidents per square cell and step of time, finds where and when they lie together (Gi* in space and time), and names what each cell is becoming: new, consecutive, intensifying, persistent, diminishing, sporadic, oscillating or historical, hot or cold, by the definitions Esri publishes. The layer per step plays in the temporal controller. It shows concentration, not risk.</source>
        <translation>Telt incidenten per vierkante cel en stap in de tijd, zoekt waar en wanneer ze bij elkaar liggen (Gi* in ruimte en tijd) en benoemt wat elke cel aan het worden is: nieuw, aaneengesloten, toenemend, blijvend, afnemend, onregelmatig, wisselend of voorbij, heet of koud, volgens de definities die Esri publiceert. De laag per stap speelt af in het tijdbeheer van QGIS. Het toont concentratie, geen kans.</translation>
    </message>
    <message>
        <source>Counts pairs of incidents by distance and by days between them (Knox) and compares with what chance gives: the exact expectation, and p by shuffling the moments over the places. It says whether one incident is followed by another close by more often than chance gives, how far and how long that reaches, and which incidents were first and which followed. It says nothing of who or why.</source>
        <translation>Telt paren van incidenten naar afstand en naar dagen ertussen (Knox) en vergelijkt ze met wat toeval geeft: de exacte verwachting, en p door de momenten over de plekken te schudden. Het zegt of een incident vaker dan toeval door een ander dichtbij wordt gevolgd, hoe ver en hoe lang dat reikt, en welke incidenten eerst waren en welke volgden. Het zegt niets over wie of waarom.</translation>
    </message>
    <message>
        <source>Current means current on this date (yyyy-mm-dd). Today where nothing is given.</source>
        <translation>Actueel betekent actueel op deze datum (jjjj-mm-dd). Vandaag als er niets is ingevuld.</translation>
    </message>
    <message>
        <source>Date, or date and time. Without it a field is looked for by its name, such as begin, datum or date.</source>
        <translation>Datum, of datum en tijd. Zonder keuze wordt een veld op naam gezocht, zoals begin, datum of date.</translation>
    </message>
    <message>
        <source>Day on which the treatment began (yyyy-mm-dd); equally long stretches before and after it are compared. Empty: halfway the period.</source>
        <translation>Dag waarop de aanpak begon (jjjj-mm-dd); even lange tijden ervoor en erna worden vergeleken. Leeg: halverwege de periode.</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dagen</translation>
    </message>
    <message>
        <source>Days between</source>
        <translation>Dagen ertussen</translation>
    </message>
    <message>
        <source>Days in a step</source>
        <translation>Dagen in een stap</translation>
    </message>
    <message>
        <source>Days to make a map from</source>
        <translation>Dagen om een kaart van te maken</translation>
    </message>
    <message>
        <source>Days to try it on</source>
        <translation>Dagen om de kaart te toetsen</translation>
    </message>
    <message>
        <source>Dead ends this near the edge of the roads do not count: there the road may go on.</source>
        <translation>Doodlopende wegen zo dicht bij de rand van de wegen tellen niet mee: daar kan de weg doorlopen.</translation>
    </message>
    <message>
        <source>Delivery: {name}</source>
        <translation>Levering: {name}</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichtheid</translation>
    </message>
    <message>
        <source>Density along streets</source>
        <translation>Dichtheid langs straten</translation>
    </message>
    <message>
        <source>Density of incidents</source>
        <translation>Dichtheid van incidenten</translation>
    </message>
    <message>
        <source>Density of incidents along streets</source>
        <translation>Dichtheid van incidenten langs straten</translation>
    </message>
    <message>
        <source>Derive areas from the BAG</source>
        <translation>Gebieden afleiden uit de BAG</translation>
    </message>
    <message>
        <source>Derived areas</source>
        <translation>Afgeleide gebieden</translation>
    </message>
    <message>
        <source>Did the map work?</source>
        <translation>Werkte de kaart?</translation>
    </message>
    <message>
        <source>Distance (m)</source>
        <translation>Afstand (m)</translation>
    </message>
    <message>
        <source>Distances (m)</source>
        <translation>Afstanden (m)</translation>
    </message>
    <message>
        <source>Divides by the part of the circle around each pixel that lies in the study area, for along the border nothing is known of the other side. Incidents outside the study area then do not count.</source>
        <translation>Deelt door het deel van de cirkel rond elke pixel dat in het studiegebied ligt, want langs de rand is van de andere kant niets bekend. Incidenten buiten het studiegebied tellen dan niet mee.</translation>
    </message>
    <message>
        <source>Do incidents follow each other close by?</source>
        <translation>Volgen incidenten elkaar dichtbij op?</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>Punten per inch</translation>
    </message>
    <message>
        <source>Download registers (PDOK)</source>
        <translation>Registers downloaden (PDOK)</translation>
    </message>
    <message>
        <source>Download: {name}</source>
        <translation>Download: {name}</translation>
    </message>
    <message>
        <source>Draws for the sensitivity interval</source>
        <translation>Trekkingen voor het gevoeligheidsinterval</translation>
    </message>
    <message>
        <source>Drive these instead of those with many marks: a selection from an earlier result, by wegvak_id.</source>
        <translation>Rijd deze in plaats van de wegvakken met veel kenmerken: een selectie uit een eerdere uitkomst, op wegvak_id.</translation>
    </message>
    <message>
        <source>Earlier steps in the neighbourhood</source>
        <translation>Eerdere stappen in de omgeving</translation>
    </message>
    <message>
        <source>Earlier visits</source>
        <translation>Eerdere bezoeken</translation>
    </message>
    <message>
        <source>Edge of the data (m)</source>
        <translation>Rand van de gegevens (m)</translation>
    </message>
    <message>
        <source>Edges of the bands in days; a band holds its first edge and not its last. The last may be inf, for a band without an end.</source>
        <translation>Grenzen van de klassen in dagen; een klasse bevat de eerste grens wel en de laatste niet. De laatste mag inf zijn, voor een klasse zonder einde.</translation>
    </message>
    <message>
        <source>Edges of the bands in metres; a band holds its first edge and not its last.</source>
        <translation>Grenzen van de klassen in meters; een klasse bevat de eerste grens wel en de laatste niet.</translation>
    </message>
    <message>
        <source>Emerging hot spots</source>
        <translation>Opkomende concentraties</translation>
    </message>
    <message>
        <source>Emerging hot spots per step</source>
        <translation>Opkomende concentraties per stap</translation>
    </message>
    <message>
        <source>Every incident with the number of its cluster and its role: core, border, noise.</source>
        <translation>Elk incident met het nummer van zijn cluster en zijn rol: core (kern), border (rand), noise (in geen cluster).</translation>
    </message>
    <message>
        <source>Every run makes a subfolder of its own here, and overwrites nothing.</source>
        <translation>Elke berekening maakt hier een eigen submap en overschrijft niets.</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Blootstelling</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Kaartuitsnede</translation>
    </message>
    <message>
        <source>Extent to read</source>
        <translation>Te lezen gebied</translation>
    </message>
    <message>
        <source>Facilities, areas or buurten; to rank polygons.</source>
        <translation>Voorzieningen, gebieden of buurten; om op polygon te rangschikken.</translation>
    </message>
    <message>
        <source>Farthest from a street (m)</source>
        <translation>Verst van een straat (m)</translation>
    </message>
    <message>
        <source>Fetches BAG, BGT, NWB roads and CBS buurten for an extent or a municipality from the open services of PDOK, as one GeoPackage per register that Load registers reads. This is the only tool that goes online, and only when you start it. All that is sent is the extent, the date and the names of the layers; nothing of your own data. It uses the proxy and the time-out of QGIS, waits where the service is busy, and goes on where it stopped when the same download is run again in the same folder.</source>
        <translation>Haalt BAG, BGT, NWB-wegen en CBS-buurten voor een kaartuitsnede of een gemeente op bij de open diensten van PDOK, als één GeoPackage per register dat Registers laden leest. Dit is het enige onderdeel dat verbinding maakt met internet, en alleen als u het start. Verzonden worden alleen de kaartuitsnede, de datum en de namen van de lagen; niets van uw eigen gegevens. Het gebruikt de proxy en de time-out van QGIS, wacht als de dienst het druk heeft, en gaat verder waar het is gestopt als dezelfde download nog eens in dezelfde map wordt gestart.</translation>
    </message>
    <message>
        <source>Field with a count per point</source>
        <translation>Veld met een aantal per punt</translation>
    </message>
    <message>
        <source>Field with a weight per point</source>
        <translation>Veld met een gewicht per punt</translation>
    </message>
    <message>
        <source>Field with an amount per object of the exposure</source>
        <translation>Veld met een hoeveelheid per object van de blootstelling</translation>
    </message>
    <message>
        <source>Field with the begin</source>
        <translation>Veld met het begin</translation>
    </message>
    <message>
        <source>Field with the end</source>
        <translation>Veld met het einde</translation>
    </message>
    <message>
        <source>Field with the herkomst</source>
        <translation>Veld met de herkomst</translation>
    </message>
    <message>
        <source>Files saved with Match columns: each says for one register which column plays which role, and is used for tables with those columns. Of a folder with such files those that fit are used.</source>
        <translation>Bestanden die met Kolommen toewijzen zijn opgeslagen: elk zegt voor één register welke kolom waarvoor dient, en wordt gebruikt voor tabellen met die kolommen. Van een map met zulke bestanden worden de passende gebruikt.</translation>
    </message>
    <message>
        <source>Finds incidents that lie close together in place and in time (ST-DBSCAN), draws a hull around each cluster with its time span, and says whether chance gives clusters as large. It also gives the nearest neighbour index. The clusters depend on the distance and days you choose, and show concentration, not risk.</source>
        <translation>Zoekt incidenten die in plaats en tijd dicht bij elkaar liggen (ST-DBSCAN), tekent om elk cluster een omhullende met de periode, en zegt of toeval ook zulke grote clusters geeft. Ook komt de index van naaste buren eruit. De clusters hangen af van de gekozen afstand en dagen, en tonen concentratie, geen risico.</translation>
    </message>
    <message>
        <source>Finds industrial estates, shopping zones and countryside from the BAG, for a municipality that has no polygons of its own. Look at them before use: edit them, and give them as Areas.</source>
        <translation>Vindt bedrijventerreinen, winkelgebieden en buitengebied in de BAG, voor een gemeente die geen eigen vlakken heeft. Bekijk ze voor gebruik: bewerk ze en geef ze op als Gebieden.</translation>
    </message>
    <message>
        <source>Finds the fewest streets, addresses or areas that together carry a share of all incidents, and compares that with incidents that fall at random: with few incidents a concentration arises by itself. Places with nothing but a dwelling are never ranked. In the mode shared, numbers under 5 are not shown, and places where somebody lives or may live are left out.</source>
        <translation>Zoekt de minste straten, adressen of gebieden die samen een aandeel van alle incidenten dragen, en vergelijkt dat met incidenten die willekeurig vallen: bij weinig incidenten ontstaat concentratie vanzelf. Plekken met alleen een woning worden nooit gerangschikt. In de modus shared worden aantallen onder 5 niet getoond, en staan plekken waar iemand woont of misschien woont niet in de laag.</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Eerste dag</translation>
    </message>
    <message>
        <source>First day of the change</source>
        <translation>Eerste dag van de aanpak</translation>
    </message>
    <message>
        <source>First day of the period to compare with (yyyy-mm-dd). The result is then the difference: the density of the period minus that of this one.</source>
        <translation>Eerste dag van de periode om mee te vergelijken (jjjj-mm-dd). Het resultaat is dan het verschil: de dichtheid van de periode min die van deze periode.</translation>
    </message>
    <message>
        <source>First day that counts (yyyy-mm-dd). Empty: that of the first incident.</source>
        <translation>Eerste dag die meetelt (jjjj-mm-dd). Leeg: de dag van het eerste incident.</translation>
    </message>
    <message>
        <source>Fixed stops</source>
        <translation>Vaste stops</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Map voor resultaten</translation>
    </message>
    <message>
        <source>Folder of the sheets</source>
        <translation>Map met de kaartbladen</translation>
    </message>
    <message>
        <source>Folder of this run</source>
        <translation>Map van deze berekening</translation>
    </message>
    <message>
        <source>For gistar and localmoran: how often values are laid anew, for a p-value beside the other (p_permuted). 999 is usual; 0 makes none. Nothing is corrected or called by it.</source>
        <translation>Voor gistar en localmoran: hoe vaak de waarden opnieuw worden verdeeld, voor een p-waarde naast de andere (p_permuted). 999 is gebruikelijk; 0 maakt er geen. Er wordt niets op gecorrigeerd of aangewezen.</translation>
    </message>
    <message>
        <source>For location sheets, where no locations are named.</source>
        <translation>Voor locatiebladen, als er geen locaties zijn genoemd.</translation>
    </message>
    <message>
        <source>For route sheets: the folder of a plan, or routes.gpkg in it.</source>
        <translation>Voor routebladen: de map van een plan, of routes.gpkg daarin.</translation>
    </message>
    <message>
        <source>For the stops of the list (top) and the control stops: group, stops, hits, share, low, high (95 % interval).</source>
        <translation>Voor de stops uit de lijst (top) en de controlestops (control): group, stops, hits, share, low, high (95 %-interval).</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Vormen</translation>
    </message>
    <message>
        <source>From field</source>
        <translation>Veld met vanaf</translation>
    </message>
    <message>
        <source>From this date the results should no longer be used (yyyy-mm-dd); kept in the recipe.</source>
        <translation>Na deze datum mogen de resultaten niet meer worden gebruikt (jjjj-mm-dd); staat in het recept.</translation>
    </message>
    <message>
        <source>From this date the sheets should no longer be used (yyyy-mm-dd); on every page. Empty: as in the recipe.</source>
        <translation>Vanaf deze datum horen de kaartbladen niet meer gebruikt te worden (jjjj-mm-dd); op elke bladzijde. Leeg: zoals in het recept.</translation>
    </message>
    <message>
        <source>Further inquiries and violations of this time: incident_id, soort, begin, eind, herkomst (ontdekt), probability, weight.</source>
        <translation>Nader onderzoek en overtredingen van deze keer: incident_id, soort, begin, eind, herkomst (ontdekt), probability, weight.</translation>
    </message>
    <message>
        <source>GeoPackage with one layer per table.</source>
        <translation>GeoPackage met één laag per tabel.</translation>
    </message>
    <message>
        <source>GeoPackage with the table checks, and a layer per check that found objects.</source>
        <translation>GeoPackage met de tabel checks, en een laag voor elke controle die objecten vond.</translation>
    </message>
    <message>
        <source>GeoTIFF with incidents per km² per year (per km² where dates are not known). Of a difference, the second band says how firmly it is drawn: 255 from two standard errors on.</source>
        <translation>GeoTIFF met incidenten per km² per jaar (per km² als de datums niet bekend zijn). Bij een verschil zegt de tweede band hoe stevig het is getekend: 255 vanaf twee standaardfouten.</translation>
    </message>
    <message>
        <source>Half-life (days)</source>
        <translation>Halfwaardetijd (dagen)</translation>
    </message>
    <message>
        <source>Hit rates</source>
        <translation>Trefkans</translation>
    </message>
    <message>
        <source>Hot cells of incidents</source>
        <translation>Opvallende cellen van incidenten</translation>
    </message>
    <message>
        <source>Hotspots</source>
        <translation>Concentraties</translation>
    </message>
    <message>
        <source>How a point's weight falls off with distance. quartic: most close by, as in the heatmap of QGIS. epanechnikov: more evenly. triangular: in a straight line. uniform: all alike up to the radius. gaussian: as a bell, beyond the radius too.</source>
        <translation>Hoe het gewicht van een punt afneemt met de afstand. quartic: het meest dichtbij, zoals in de heatmap van QGIS. epanechnikov: gelijkmatiger. triangular: in een rechte lijn. uniform: overal even zwaar tot aan de straal. gaussian: als een klok, ook voorbij de straal.</translation>
    </message>
    <message>
        <source>How an incident's weight falls off along the street. epanechnikov: rather evenly. quartic: most close by. triangular: in a straight line.</source>
        <translation>Hoe het gewicht van een incident langs de straat afneemt. epanechnikov: vrij gelijkmatig. quartic: het meest dichtbij. triangular: in een rechte lijn.</translation>
    </message>
    <message>
        <source>How distance is measured</source>
        <translation>Hoe afstand wordt gemeten</translation>
    </message>
    <message>
        <source>How far a point is spread in the map 'density', in metres.</source>
        <translation>Hoe ver een punt wordt uitgesmeerd in de kaart 'dichtheid', in meters.</translation>
    </message>
    <message>
        <source>How far a point is spread, in metres. A gaussian kernel gets the spread of a quartic one: its sigma is this radius / √8.</source>
        <translation>Hoe ver een punt wordt uitgesmeerd, in meters. Een gaussische kernel krijgt de spreiding van een quartic kernel: de sigma is deze straal / √8.</translation>
    </message>
    <message>
        <source>How far along the street an incident reaches, in metres.</source>
        <translation>Hoe ver een incident langs de straat reikt, in meters.</translation>
    </message>
    <message>
        <source>How far beyond the area roads (NWB) and topography (BGT) are fetched, so that a location at the edge is measured like one in the middle.</source>
        <translation>Hoe ver buiten het gebied wegen (NWB) en topografie (BGT) worden opgehaald, zodat een locatie aan de rand net zo wordt gemeten als een in het midden.</translation>
    </message>
    <message>
        <source>How long a visit takes, minutes. Where it is empty the two numbers below count.</source>
        <translation>Hoe lang een bezoek duurt, in minuten. Waar het leeg is, gelden de twee getallen hieronder.</translation>
    </message>
    <message>
        <source>How long better routes are sought. Cancel keeps the best so far.</source>
        <translation>Hoe lang naar betere routes wordt gezocht. Annuleren bewaart de beste tot dan toe.</translation>
    </message>
    <message>
        <source>How many locations (0 is all)</source>
        <translation>Hoeveel locaties (0 is alle)</translation>
    </message>
    <message>
        <source>How many of the highest locations</source>
        <translation>Hoeveel van de hoogste locaties</translation>
    </message>
    <message>
        <source>How many places are neighbours where the nearest are asked for.</source>
        <translation>Hoeveel plekken buren zijn als om de dichtstbijzijnde is gevraagd (nearest).</translation>
    </message>
    <message>
        <source>How many steps before its own a cell is looked at together with.</source>
        <translation>Met hoeveel stappen vóór de eigen stap een cel samen wordt bekeken.</translation>
    </message>
    <message>
        <source>How much the busiest places carry</source>
        <translation>Hoeveel de drukste plekken dragen</translation>
    </message>
    <message>
        <source>How often the moments are shuffled over the places to see how large clusters become by chance; 0 is no test.</source>
        <translation>Hoe vaak de momenten over de plekken worden geschud om te zien hoe groot clusters door toeval worden; 0 is geen toets.</translation>
    </message>
    <message>
        <source>How often the moments are shuffled over the places; 0 is no test. 999 take about 24 minutes for 100,000 incidents, 499 half of that. One band alone out of 24 can only stand out from 479 on.</source>
        <translation>Hoe vaak de momenten over de plekken worden geschud; 0 is geen toets. 999 keer duurt bij 100.000 incidenten ongeveer 24 minuten, 499 de helft daarvan. Eén klasse alleen kan van de 24 pas vanaf 479 opvallen.</translation>
    </message>
    <message>
        <source>How often weights and choices are varied to see how firm a rank is.</source>
        <translation>Hoe vaak gewichten en keuzes worden gevarieerd om te zien hoe zeker een rang is.</translation>
    </message>
    <message>
        <source>How scores become one</source>
        <translation>Scores samenvoegen met</translation>
    </message>
    <message>
        <source>How the radius is chosen</source>
        <translation>Hoe de straal wordt gekozen</translation>
    </message>
    <message>
        <source>How values become scores</source>
        <translation>Waarden omzetten met</translation>
    </message>
    <message>
        <source>Ids of locations (unit_id), with a semicolon between. Empty: the highest.</source>
        <translation>Nummers van locaties (unit_id), met een puntkomma ertussen. Leeg: de hoogste.</translation>
    </message>
    <message>
        <source>Import visits</source>
        <translation>Bezoeken inlezen</translation>
    </message>
    <message>
        <source>In pairs</source>
        <translation>In koppels</translation>
    </message>
    <message>
        <source>In the desktop, add a group with the objects that were found.</source>
        <translation>Voeg in QGIS een groep toe met de gevonden objecten.</translation>
    </message>
    <message>
        <source>In the desktop, add a group with the styled layers of this run.</source>
        <translation>Voeg in QGIS een groep toe met de opgemaakte lagen van deze berekening.</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidenten</translation>
    </message>
    <message>
        <source>Incidents after this day lie in the future and are left out. Today where empty.</source>
        <translation>Incidenten na deze dag liggen in de toekomst en tellen niet mee. Leeg is vandaag.</translation>
    </message>
    <message>
        <source>Incidents at most this far apart are neighbours.</source>
        <translation>Incidenten die hoogstens zo ver uit elkaar liggen zijn buren.</translation>
    </message>
    <message>
        <source>Incidents at most this many days apart are neighbours.</source>
        <translation>Incidenten met hoogstens zoveel dagen ertussen zijn buren.</translation>
    </message>
    <message>
        <source>Incidents farther from every street are left out; only for the metric network.</source>
        <translation>Incidenten die verder van elke straat liggen tellen niet mee; alleen bij meten met network.</translation>
    </message>
    <message>
        <source>Incidents farther than this from any street are left out, and counted.</source>
        <translation>Incidenten verder dan dit van een straat tellen niet mee; hoeveel dat er zijn, wordt gemeld.</translation>
    </message>
    <message>
        <source>Incidents found</source>
        <translation>Gevonden incidenten</translation>
    </message>
    <message>
        <source>Incidents this many days before the end of the period count for half, twice as many days for a quarter, and so on. Empty: all count alike.</source>
        <translation>Incidenten zo veel dagen voor het eind van de periode tellen voor de helft, twee keer zo veel dagen ervoor voor een kwart, enzovoort. Leeg: alle tellen even zwaar.</translation>
    </message>
    <message>
        <source>Incidents with their cluster</source>
        <translation>Incidenten met hun cluster</translation>
    </message>
    <message>
        <source>Incidents within 1 cm of each other, usually at one address, in a first band: a repeat at one address is something else than one in the neighbourhood.</source>
        <translation>Incidenten binnen 1 cm van elkaar, meestal op één adres, in een eerste klasse: herhaling op één adres is iets anders dan herhaling in de buurt.</translation>
    </message>
    <message>
        <source>Indicator sets</source>
        <translation>Indicatorensets</translation>
    </message>
    <message>
        <source>Its standard error</source>
        <translation>De standaardfout daarvan</translation>
    </message>
    <message>
        <source>Its z</source>
        <translation>De z daarvan</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kern</translation>
    </message>
    <message>
        <source>Kind of inspection</source>
        <translation>Soort inspectie</translation>
    </message>
    <message>
        <source>Kinds of sheet</source>
        <translation>Soorten kaartblad</translation>
    </message>
    <message>
        <source>Language of the picture and the table</source>
        <translation>Taal van het beeld en de tabel</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>Taal van het rapport</translation>
    </message>
    <message>
        <source>Language of the sheets</source>
        <translation>Taal van de kaartbladen</translation>
    </message>
    <message>
        <source>Large area</source>
        <translation>Groot gebied</translation>
    </message>
    <message>
        <source>Largest distance to a street (m)</source>
        <translation>Grootste afstand tot een straat (m)</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Laatste dag</translation>
    </message>
    <message>
        <source>Last day of the period to compare with (yyyy-mm-dd).</source>
        <translation>Laatste dag van de periode om mee te vergelijken (jjjj-mm-dd).</translation>
    </message>
    <message>
        <source>Last day that counts (yyyy-mm-dd). Empty: that of the last incident.</source>
        <translation>Laatste dag die meetelt (jjjj-mm-dd). Leeg: de dag van het laatste incident.</translation>
    </message>
    <message>
        <source>Last map and what came after</source>
        <translation>Laatste kaart en wat erna kwam</translation>
    </message>
    <message>
        <source>Layer begroeidterreindeel of the BGT, or areas with a column fysiek_voorkomen: loofbos, naaldbos, gemengd bos, houtwal, struiken, heide, moeras, rietland, duin and kwelder count.</source>
        <translation>De laag begroeidterreindeel uit de BGT, of gebieden met een kolom fysiek_voorkomen: loofbos, naaldbos, gemengd bos, houtwal, struiken, heide, moeras, rietland, duin en kwelder tellen mee.</translation>
    </message>
    <message>
        <source>Layer stops of an earlier plan, or a table with stop_id, team, day and number: these stay with that team on that day, in that order among themselves, and the rest is planned around them.</source>
        <translation>De laag stops van een eerder plan, of een tabel met stop_id, team, day en number: deze blijven bij dat team op die dag, onderling in die volgorde, en de rest wordt eromheen gepland.</translation>
    </message>
    <message>
        <source>Layer wegdeel of the BGT, or areas with a column fysiek_voorkomen: half verhard and onverhard count as unpaved.</source>
        <translation>De laag wegdeel uit de BGT, of gebieden met een kolom fysiek_voorkomen: half verhard en onverhard tellen als onverhard.</translation>
    </message>
    <message>
        <source>Layers drawn below everything in the place of our background, topmost first.</source>
        <translation>Lagen die onder alles getekend worden in plaats van onze ondergrond, de bovenste eerst.</translation>
    </message>
    <message>
        <source>Lays a grid of squares or hexagons over the study area, or takes polygons, and marks places where, with their neighbours, incidents are more than exposure explains: exact binomial tail, corrected for the number of places (Benjamini-Hochberg). Empty places count. Gi* and the local Moran's I show where incidents concentrate instead, which is not risk: much happens where many people live and work. Where one single address makes a place hot, the map and the messages say so.</source>
        <translation>Legt een raster van vierkanten of zeshoeken over het studiegebied, of neemt vlakken, en markeert plekken waar, samen met hun buren, meer incidenten liggen dan de blootstelling verklaart: exacte binomiale staart, gecorrigeerd voor het aantal plekken (Benjamini-Hochberg). Lege plekken tellen mee. Gi* en de lokale Moran's I laten in plaats daarvan zien waar incidenten zich concentreren, en dat is geen risico: waar veel mensen wonen en werken, gebeurt veel. Waar één enkel adres een plek doet opvallen, zeggen de kaart en de meldingen dat.</translation>
    </message>
    <message>
        <source>Length of a step where the step of time is days.</source>
        <translation>Lengte van een stap als de stap in de tijd in dagen (days) telt.</translation>
    </message>
    <message>
        <source>Length of the past from which each map is made.</source>
        <translation>Lengte van het verleden waarvan elke kaart wordt gemaakt.</translation>
    </message>
    <message>
        <source>Length of the period after it. Then the map is made anew, for as many periods as fit; at least 3.</source>
        <translation>Lengte van de periode erna. Daarna wordt de kaart opnieuw gemaakt, voor zoveel perioden als er passen; minstens 3.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Ligplaatsen</source>
        <translation>Ligplaatsen</translation>
    </message>
    <message>
        <source>Lines, such as wegvakken. Then maps are compared at the same street length, which says what it takes to go round. Without it: at the same area.</source>
        <translation>Lijnen, zoals wegvakken. Dan worden kaarten vergeleken bij dezelfde straatlengte: dat zegt wat het kost om er langs te gaan. Zonder straten: bij dezelfde oppervlakte.</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Lijsten</translation>
    </message>
    <message>
        <source>Lists of the municipality by BAG id (lijsten): an earlier inspection, a permit.</source>
        <translation>Lijsten van de gemeente op BAG-id: een eerdere controle, een vergunning.</translation>
    </message>
    <message>
        <source>Load registers</source>
        <translation>Registers laden</translation>
    </message>
    <message>
        <source>Loaded registers</source>
        <translation>Geladen registers</translation>
    </message>
    <message>
        <source>Locations</source>
        <translation>Locaties</translation>
    </message>
    <message>
        <source>Locations that must be visited whatever their priority: ja or nee, 1 or 0.</source>
        <translation>Locaties die hoe dan ook bezocht moeten worden: ja of nee, 1 of 0.</translation>
    </message>
    <message>
        <source>Longest piece of street (m)</source>
        <translation>Langste stuk straat (m)</translation>
    </message>
    <message>
        <source>Make map sheets</source>
        <translation>Kaartbladen maken</translation>
    </message>
    <message>
        <source>Makes a plausible Dutch town that does not exist, in the forms in which registers are delivered, with their dirt, and truth.json that tells which locations were planted. Where a real BAG is given, that is dressed with simulated values and incidents instead; every layer made from it is labelled simulated.</source>
        <translation>Maakt een aannemelijke Nederlandse gemeente die niet bestaat, in de vorm waarin registers worden geleverd, met de fouten die daarin voorkomen. In truth.json staat welke locaties zijn verstopt. Wordt een echte BAG opgegeven, dan krijgt die gesimuleerde waarden en incidenten; elke laag die daaruit komt, heet gesimuleerd.</translation>
    </message>
    <message>
        <source>Makes maps from the past and counts what they found in the period after it, again and again: the hit rate, the prediction accuracy index (PAI), the prediction efficiency index (PEI) and the recapture rate index (RRI). Beside our maps stand simple counting, counting with neighbours, only the period before, and maps made at random. A sentence says whether a map beats simple counting.

This checks maps of places. It predicts nothing about persons.</source>
        <translation>Maakt kaarten van het verleden en telt wat die vonden in de periode erna, telkens opnieuw: de trefkans (hit rate), de prediction accuracy index (PAI), de prediction efficiency index (PEI) en de recapture rate index (RRI). Naast onze kaarten staan simpel tellen, tellen met buurcellen, alleen de periode ervoor, en willekeurige kaarten. Een zin zegt of een kaart het beter doet dan simpel tellen.

Dit toetst kaarten van plekken. Het voorspelt niets over personen.</translation>
    </message>
    <message>
        <source>Makes routes of the locations that deserve attention most, for who is there that day: within opening hours and shifts, along the roads, with a break. Some stops are drawn at random, to learn whether the list beats chance. Gives a layer of stops and routes, GPX, a folder for QField and a sheet to print per team. A score is an indication and not a suspicion; dwellings are never stops.</source>
        <translation>Maakt routes van de locaties die de meeste aandacht verdienen, voor wie er die dag is: binnen openingstijden en diensten, over de wegen, met een pauze. Enkele stops worden geloot, om te leren of de lijst beter is dan toeval. Geeft een laag met stops en routes, GPX, een map voor QField en per team een blad om af te drukken. Een score is een indicatie en geen verdenking; woningen worden nooit een stop.</translation>
    </message>
    <message>
        <source>Makes sheets for a briefing from the results of an assessment: the municipality, areas, locations, hotspots, routes and the method, each with a map, figures with their interval, what stands out, innocent explanations and what is missing. As one booklet, as pages that know their place on earth, as pictures, and as a workbook.

Every page says what it is for, until when, and that it is an indication and not a suspicion.</source>
        <translation>Maakt kaartbladen voor een briefing van de resultaten van een beoordeling: de gemeente, gebieden, locaties, hotspots, routes en de verantwoording, elk met een kaart, cijfers met hun marge, wat opvalt, onschuldige verklaringen en wat ontbreekt. Als één boekje, als bladzijden met een plaats op de kaart, als plaatjes, en als werkboek.

Op elke bladzijde staat waarvoor hij is, tot wanneer, en dat het een indicatie is en geen verdenking.</translation>
    </message>
    <message>
        <source>Mandatory field</source>
        <translation>Veld verplicht</translation>
    </message>
    <message>
        <source>Map that is spoken of</source>
        <translation>Kaart waar het om gaat</translation>
    </message>
    <message>
        <source>Mark of confidentiality on every page. Empty: a mark that goes with the mode.</source>
        <translation>Merk van vertrouwelijkheid op elke bladzijde. Leeg: een merk dat past bij wie ze mag zien.</translation>
    </message>
    <message>
        <source>Marks of a segment in the round, at least</source>
        <translation>Kenmerken van een wegvak in de ronde, minstens</translation>
    </message>
    <message>
        <source>Mean distance to the nearest neighbour (m)</source>
        <translation>Gemiddelde afstand tot de naaste buur (m)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Minutes field</source>
        <translation>Veld met minuten</translation>
    </message>
    <message>
        <source>Minutes per business</source>
        <translation>Minuten per bedrijf</translation>
    </message>
    <message>
        <source>Minutes per visit</source>
        <translation>Minuten per bezoek</translation>
    </message>
    <message>
        <source>Moment before which a visit must have ended.</source>
        <translation>Moment waarop een bezoek klaar moet zijn.</translation>
    </message>
    <message>
        <source>Moment from which a visit may begin: 9:00, 0900 or a time.</source>
        <translation>Moment vanaf wanneer een bezoek mag beginnen: 9:00, 0900 of een tijd.</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Gemeente</translation>
    </message>
    <message>
        <source>NWB: roads</source>
        <translation>NWB: wegen</translation>
    </message>
    <message>
        <source>Name or code (such as GM0363) of a municipality. BAG and buurten are kept to its boundary, because every location in them is assessed.</source>
        <translation>Naam of code (zoals GM0363) van een gemeente. BAG en buurten blijven binnen de gemeentegrens, omdat elke locatie daarin wordt beoordeeld.</translation>
    </message>
    <message>
        <source>Names or ids of areas, with a semicolon between: only they get a sheet, and the highest locations are sought in them. Empty: all.</source>
        <translation>Namen of nummers van gebieden, met een puntkomma ertussen: alleen die krijgen een blad, en de hoogste locaties worden daarin gezocht. Leeg: alle.</translation>
    </message>
    <message>
        <source>National reference</source>
        <translation>Landelijke referentie</translation>
    </message>
    <message>
        <source>Near repeats of incidents</source>
        <translation>Herhaling van incidenten dichtbij</translation>
    </message>
    <message>
        <source>Nearest neighbour index</source>
        <translation>Index van naaste buren</translation>
    </message>
    <message>
        <source>Nearest neighbour index, z</source>
        <translation>Index van naaste buren, z</translation>
    </message>
    <message>
        <source>Neighbourhoods (CBS buurten)</source>
        <translation>Buurten (CBS)</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>Buren</translation>
    </message>
    <message>
        <source>No dwelling within (m)</source>
        <translation>Geen woning binnen (m)</translation>
    </message>
    <message>
        <source>Not to be used after</source>
        <translation>Niet meer gebruiken na</translation>
    </message>
    <message>
        <source>Not to be used from</source>
        <translation>Niet te gebruiken vanaf</translation>
    </message>
    <message>
        <source>Nothing planted</source>
        <translation>Niets verstopt</translation>
    </message>
    <message>
        <source>Number of nearest neighbours</source>
        <translation>Aantal dichtstbijzijnde buren</translation>
    </message>
    <message>
        <source>Number of rows written</source>
        <translation>Aantal geschreven rijen</translation>
    </message>
    <message>
        <source>Number of tables written</source>
        <translation>Aantal geschreven tabellen</translation>
    </message>
    <message>
        <source>Objects of the BGT count as they were on this day. Today where empty.</source>
        <translation>Objecten uit de BGT tellen zoals ze op deze dag waren. Leeg is vandaag.</translation>
    </message>
    <message>
        <source>Of pictures, and of what of a map is drawn as a picture.</source>
        <translation>Van plaatjes, en van wat van een kaart als plaatje wordt getekend.</translation>
    </message>
    <message>
        <source>Of the draw of control stops and of the search. The same seed and the same locations give the same control stops; they give the same routes where the search ended before its time, and a message tells when it did not.</source>
        <translation>Van de loting van controlestops en van het zoeken. Hetzelfde startgetal en dezelfde locaties geven dezelfde controlestops; ze geven dezelfde routes als het zoeken klaar was voordat de tijd om was, en een melding zegt wanneer dat niet zo was.</translation>
    </message>
    <message>
        <source>Of the random draws that chance is judged by; the same seed gives the same answer.</source>
        <translation>Van de willekeurige trekkingen waaraan toeval wordt gemeten; dezelfde seed geeft hetzelfde antwoord.</translation>
    </message>
    <message>
        <source>Off by default: what inspectors discover follows where they look. The messages say how many were left out.</source>
        <translation>Standaard uit: wat bij controles wordt ontdekt, volgt waar is gecontroleerd. De meldingen zeggen hoeveel er niet meetellen.</translation>
    </message>
    <message>
        <source>On the way from one segment to the next. Empty takes the speeds of planned routes: by who keeps the road, and whether it lies in the built-up area.</source>
        <translation>Op weg van het ene naar het volgende wegvak. Leeg neemt de snelheden van geplande routes: naar wegbeheerder, en of de weg in de bebouwde kom ligt.</translation>
    </message>
    <message>
        <source>One page that needs no other file, to read or to print on A4.</source>
        <translation>Eén pagina die geen ander bestand nodig heeft, om te lezen of op A4 af te drukken.</translation>
    </message>
    <message>
        <source>One place within (m)</source>
        <translation>Eén plek binnen (m)</translation>
    </message>
    <message>
        <source>One row per band of distance and time: observed, expected, ratio, p, p_adjusted, and what it means in words.</source>
        <translation>Een rij per klasse van afstand en tijd: observed (waargenomen), expected (verwacht), ratio (verhouding), p, p_adjusted (gecorrigeerd), en in woorden wat het betekent.</translation>
    </message>
    <message>
        <source>One sheet: the week as a heat map, months, years, and what can be said of them.</source>
        <translation>Eén blad: de week als kleurvlakken, maanden, jaren, en wat daarover te zeggen is.</translation>
    </message>
    <message>
        <source>One square per cell (or hexagon, polygon, point): count, expected, p, p_adjusted, hot_class 0 to 3, gi_z, rate, and the largest share that lies at one address; hatched where the place stands out by that address. In the mode shared: hot_class and its words alone.</source>
        <translation>Eén vierkant per cel (of zeshoek, vlak, punt): count, expected, p, p_adjusted, hot_class 0 tot en met 3, gi_z, rate, en het grootste deel dat op één adres ligt; gearceerd waar de plek door dat adres opvalt. In de modus shared: alleen hot_class en de woorden daarvan.</translation>
    </message>
    <message>
        <source>One square per cell and step, with begin and end: ready for the temporal controller.</source>
        <translation>Eén vierkant per cel en stap, met begin en eind: klaar voor het tijdbeheer van QGIS.</translation>
    </message>
    <message>
        <source>One square per cell with incidents: class (1 to 8 hot, -1 to -8 cold, 0 none) and its words, steps that were hot and cold, trend, count, and Gi* of the last step.</source>
        <translation>Eén vierkant per cel met incidenten: klasse (1 tot 8 heet, -1 tot -8 koud, 0 geen) en haar woorden, stappen die heet en koud waren, trend, aantal, en Gi* van de laatste stap.</translation>
    </message>
    <message>
        <source>Only for polygons that have no column with their type: then they are all of this type.</source>
        <translation>Alleen voor vlakken zonder kolom met hun type: dan zijn ze allemaal van dit type.</translation>
    </message>
    <message>
        <source>Only locations for which this holds are chosen. Unlike with a selection of the layer, control stops are drawn among the others.</source>
        <translation>Alleen locaties waarvoor dit geldt worden gekozen. Anders dan bij een selectie van de laag worden controlestops uit de overige geloot.</translation>
    </message>
    <message>
        <source>Only segments that touch one of them are told of; optional.</source>
        <translation>Alleen wegvakken die een van deze gebieden raken komen in de uitkomst; optioneel.</translation>
    </message>
    <message>
        <source>Only these areas</source>
        <translation>Alleen deze gebieden</translation>
    </message>
    <message>
        <source>Only these locations</source>
        <translation>Alleen deze locaties</translation>
    </message>
    <message>
        <source>Only what touches this extent is read, for files that cover more than your municipality, such as the national bag-light. Take it a kilometre wider than the municipality. Empty is everything.</source>
        <translation>Alleen wat dit gebied raakt wordt gelezen; bedoeld voor bestanden die meer dan uw gemeente beslaan, zoals de landelijke bag-light. Neem het een kilometer ruimer dan de gemeente. Leeg is alles.</translation>
    </message>
    <message>
        <source>Only within these areas</source>
        <translation>Alleen binnen deze gebieden</translation>
    </message>
    <message>
        <source>Opening hours field</source>
        <translation>Veld met openingstijden</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Originators and follow-ups</source>
        <translation>Eerste incidenten en vervolgincidenten</translation>
    </message>
    <message>
        <source>Originators and follow-ups of</source>
        <translation>Eerste incidenten en vervolgincidenten van</translation>
    </message>
    <message>
        <source>Other lists by BAG id</source>
        <translation>Andere lijsten op BAG-id</translation>
    </message>
    <message>
        <source>Other server</source>
        <translation>Andere server</translation>
    </message>
    <message>
        <source>Over how many working days the inspection is spread, Monday to Friday.</source>
        <translation>Over hoeveel werkdagen de inspectie wordt verdeeld, maandag tot en met vrijdag.</translation>
    </message>
    <message>
        <source>Overwrite registers that stand there</source>
        <translation>Registers die er al staan overschrijven</translation>
    </message>
    <message>
        <source>Own background</source>
        <translation>Eigen ondergrond</translation>
    </message>
    <message>
        <source>Pairs of incidents against what chance gives; {n} of {total} bands stand out.</source>
        <translation>Paren van incidenten tegenover wat toeval geeft; {n} van de {total} klassen vallen op.</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Per weekday, such as: ma-vr 09:00-17:00; za 10:00-16:00; zo gesloten.</source>
        <translation>Per weekdag, zoals: ma-vr 09:00-17:00; za 10:00-16:00; zo gesloten.</translation>
    </message>
    <message>
        <source>Percentages of the area, or of the street length, separated by semicolons.</source>
        <translation>Percentages van de oppervlakte, of van de straatlengte, gescheiden door puntkomma's.</translation>
    </message>
    <message>
        <source>Permutations</source>
        <translation>Permutaties</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Beeld</translation>
    </message>
    <message>
        <source>Picture of other grids</source>
        <translation>Afbeelding van andere rasters</translation>
    </message>
    <message>
        <source>Picture of the table</source>
        <translation>Afbeelding van de tabel</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Afbeeldingen</translation>
    </message>
    <message>
        <source>Pieces of street within reach of an incident: wegvak_id, straatnaam, piece, metres, incidents, density (per km, and per year where dates are known), times_average, few.</source>
        <translation>Stukken straat binnen bereik van een incident: wegvak_id, straatnaam, piece, metres, incidents, density (per km, en per jaar als er datums zijn), times_average, few.</translation>
    </message>
    <message>
        <source>Pixel (m)</source>
        <translation>Pixel (m)</translation>
    </message>
    <message>
        <source>Pixels outside it have no value. Without it: around the points.</source>
        <translation>Pixels daarbuiten hebben geen waarde. Zonder studiegebied: rondom de punten.</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Plekken</translation>
    </message>
    <message>
        <source>Places whose middles lie within this distance are neighbours; without it those that share a border or a corner. Empty while neighbours are a band: chosen at the first peak of spatial autocorrelation, and told in the messages.</source>
        <translation>Plekken met hun midden binnen deze afstand zijn buren; zonder bereik die met een gedeelde grens of hoek. Leeg terwijl de buren een band zijn: gekozen bij de eerste piek van ruimtelijke samenhang, en gemeld.</translation>
    </message>
    <message>
        <source>Places with an incident: place_id, straatnaam, incidents, incidents_words, counted, share, cumulative_share, rank, in_share, first, last, months, contains_dwelling.</source>
        <translation>Plekken met een incident: place_id, straatnaam, incidents, incidents_words, counted, share, cumulative_share, rank, in_share, first, last, months, contains_dwelling.</translation>
    </message>
    <message>
        <source>Places with repeated incidents</source>
        <translation>Plekken met herhaalde incidenten</translation>
    </message>
    <message>
        <source>Plan inspection routes</source>
        <translation>Inspectieroutes plannen</translation>
    </message>
    <message>
        <source>Plan of inspections</source>
        <translation>Plan met inspecties</translation>
    </message>
    <message>
        <source>Points of what is exposed, usually addresses, for the map 'more than expected'. Without it: area, or street length where streets are given.</source>
        <translation>Punten van wat blootstaat, meestal adressen, voor de kaart 'meer dan verwacht'. Zonder deze laag: oppervlakte, of straatlengte als er straten zijn gekozen.</translation>
    </message>
    <message>
        <source>Points, one per incident.</source>
        <translation>Punten, één per incident.</translation>
    </message>
    <message>
        <source>Polygons</source>
        <translation>Vlakken</translation>
    </message>
    <message>
        <source>Polygons of industrial estates, shopping zones and countryside: IBIS, TOP10NL, Bestand Bodemgebruik, Locatus or your own. Without them the areas are derived from the BAG.</source>
        <translation>Vlakken van bedrijventerreinen, winkelgebieden en buitengebied: IBIS, TOP10NL, Bestand Bodemgebruik, Locatus of eigen vlakken. Zonder vlakken worden de gebieden uit de BAG afgeleid.</translation>
    </message>
    <message>
        <source>Polygons with gebied_id, naam, gebiedstype and bron.</source>
        <translation>Vlakken met gebied_id, naam, gebiedstype en bron.</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voorinstelling</translation>
    </message>
    <message>
        <source>Preset of weights: equal, without_incidents, incidents_only or a theme. Empty: the default of each set.</source>
        <translation>Voorinstelling van gewichten: equal, without_incidents, incidents_only of een thema. Leeg: de standaard van elke set.</translation>
    </message>
    <message>
        <source>Priority field</source>
        <translation>Veld met prioriteit</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Doel</translation>
    </message>
    <message>
        <source>Puts every incident on the nearest street, spreads it along the streets up to the bandwidth and adds up: incidents per km of street, and per year where dates are known. At every junction what is left is divided over the streets that lead on, so a junction does not count double (equal split, Okabe, Satoh and Sugihara 2009). It shows where much was reported, which says nothing of why.</source>
        <translation>Legt elk incident op de dichtstbijzijnde straat, spreidt het langs de straten uit tot de bandbreedte en telt op: incidenten per km straat, en per jaar als er datums zijn. Bij elke kruising wordt wat over is verdeeld over de straten die verdergaan, zodat een kruising niet dubbel telt (equal split, Okabe, Satoh en Sugihara 2009). Het laat zien waar veel is gemeld; dat zegt niets over de oorzaak.</translation>
    </message>
    <message>
        <source>QGIS project</source>
        <translation>QGIS-project</translation>
    </message>
    <message>
        <source>Quality report</source>
        <translation>Kwaliteitsrapport</translation>
    </message>
    <message>
        <source>Radius (m)</source>
        <translation>Straal (m)</translation>
    </message>
    <message>
        <source>Radius of the density (m)</source>
        <translation>Straal van de dichtheid (m)</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rangschik op</translation>
    </message>
    <message>
        <source>Reach of the neighbourhood (m)</source>
        <translation>Reikwijdte van de omgeving (m)</translation>
    </message>
    <message>
        <source>Read registers from PostGIS</source>
        <translation>Registers uit PostGIS lezen</translation>
    </message>
    <message>
        <source>Reads the filled QField package, or a CSV, into a table of visits, and compares the stops from the list with the control stops: with an interval, and honest where there are few. What was found becomes incidents with herkomst ontdekt and a weight that undoes that some places had a larger chance of a visit. Remarks and photos stay in the field package.</source>
        <translation>Leest het ingevulde QField-pakket, of een CSV, in als tabel met bezoeken, en vergelijkt de stops uit de lijst met de controlestops: met een interval, en eerlijk als het er weinig zijn. Wat gevonden is, wordt een incident met herkomst ontdekt en met een gewicht dat goedmaakt dat sommige plekken meer kans op een bezoek hadden. Opmerkingen en foto's blijven in het veldpakket.</translation>
    </message>
    <message>
        <source>Reads the registers a municipality has and shows which locations deserve attention, and why, for industrial estates, countryside and shopping zones. The BAG alone gives a map; every further register adds indicators. Each run gets a folder of its own with results.gpkg, density.tif, a QGIS project, a report on the quality of the registers (quality.html, quality.gpkg) and the recipe that repeats it.

A score is an indication and not a suspicion. Homes are never scored.</source>
        <translation>Leest de registers die een gemeente heeft en toont welke locaties aandacht verdienen, en waarom, op bedrijventerreinen, in het buitengebied en in winkelgebieden. De BAG alleen geeft al een kaart; elk register erbij voegt indicatoren toe. Elke berekening krijgt een eigen map met results.gpkg, density.tif, een QGIS-project, een rapport over de kwaliteit van de registers (quality.html, quality.gpkg) en het recept waarmee ze te herhalen is.

Een score is een indicatie en geen verdenking. Woningen krijgen nooit een score.</translation>
    </message>
    <message>
        <source>Reads the registers as they were delivered, recognises each by its columns, and writes them to one GeoPackage of plain tables: current on the reference date, in RD New, in the words of the register. What is left out or repaired is counted and told. Columns about persons are dropped.</source>
        <translation>Leest de registers zoals ze zijn geleverd, herkent elk aan de kolommen, en schrijft ze naar één GeoPackage met gewone tabellen: actueel op de peildatum, in RD New, in de woorden van het register. Wat wordt weggelaten of hersteld, wordt geteld en gemeld. Kolommen over personen worden weggelaten.</translation>
    </message>
    <message>
        <source>Reads the tables that Write registers to PostGIS wrote to a schema, as they stand at one moment, into a GeoPackage of registers: the same as the one that was written, ready for Assess loaded registers.</source>
        <translation>Leest de tabellen die Registers naar PostGIS schrijven in een schema heeft gezet, zoals ze op één moment zijn, in een GeoPackage van registers: hetzelfde als wat is geschreven, klaar voor Geladen registers beoordelen.</translation>
    </message>
    <message>
        <source>Reference date (peildatum)</source>
        <translation>Peildatum</translation>
    </message>
    <message>
        <source>Regional road within (m)</source>
        <translation>Regionale weg binnen (m)</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>Registers</translation>
    </message>
    <message>
        <source>Registers loaded before (GeoPackage)</source>
        <translation>Eerder geladen registers (GeoPackage)</translation>
    </message>
    <message>
        <source>Replace registers that were written to this schema before. Other tables in it are never touched.</source>
        <translation>Vervang registers die eerder naar dit schema zijn geschreven. Andere tabellen in het schema blijven altijd zoals ze zijn.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Reports as a point layer, CSV or XLSX: kind, begin, end where known, and herkomst (gemeld or ontdekt). The place is a point, coordinates, or an address that is looked up in the BAG, offline.</source>
        <translation>Meldingen als puntenlaag, CSV of XLSX: soort, begin, eind voor zover bekend, en herkomst (gemeld of ontdekt). De plek is een punt, zijn coördinaten, of een adres dat zonder internet in de BAG wordt opgezocht.</translation>
    </message>
    <message>
        <source>Results (GeoPackage)</source>
        <translation>Resultaten (GeoPackage)</translation>
    </message>
    <message>
        <source>Results of an assessment</source>
        <translation>Resultaten van een beoordeling</translation>
    </message>
    <message>
        <source>Road segments</source>
        <translation>Wegvakken</translation>
    </message>
    <message>
        <source>Road segments where drug waste may be dumped</source>
        <translation>Wegvakken waar drugsafval gedumpt kan worden</translation>
    </message>
    <message>
        <source>Road surface</source>
        <translation>Verharding van wegen</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>Wegen</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Ronde</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routes</translation>
    </message>
    <message>
        <source>Routes (GeoPackage)</source>
        <translation>Routes (GeoPackage)</translation>
    </message>
    <message>
        <source>SVG or PNG: what the busiest places carry together, beside chance (Lorenz curve).</source>
        <translation>SVG of PNG: wat de drukste plekken samen dragen, naast toeval (Lorenzcurve).</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Search time (s)</source>
        <translation>Zoektijd (s)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startgetal</translation>
    </message>
    <message>
        <source>Segments chosen by yourself</source>
        <translation>Zelf gekozen wegvakken</translation>
    </message>
    <message>
        <source>Segments for cars: wegvak_id, straatnaam, metres, score (number of marks, 0 to 4), known (how many of the four are known), forest_near, regional_road_near, no_dwelling_near, dead_end_or_unpaved, dead_end, unpaved. Empty is not known.</source>
        <translation>Wegvakken voor auto's: wegvak_id, straatnaam, metres, score (aantal kenmerken, 0 tot 4), known (hoeveel van de vier bekend zijn), forest_near, regional_road_near, no_dwelling_near, dead_end_or_unpaved, dead_end, unpaved. Leeg is niet bekend.</translation>
    </message>
    <message>
        <source>Segments with this many marks or more are driven.</source>
        <translation>Wegvakken met zoveel kenmerken of meer worden gereden.</translation>
    </message>
    <message>
        <source>Service of the BAG</source>
        <translation>Dienst van de BAG</translation>
    </message>
    <message>
        <source>Set file of the municipality (TOML)</source>
        <translation>Setbestand van de gemeente (TOML)</translation>
    </message>
    <message>
        <source>Share (%)</source>
        <translation>Aandeel (%)</translation>
    </message>
    <message>
        <source>Share of false alarms accepted among the steps that are called hot or cold, and p up to which a trend counts.</source>
        <translation>Aandeel vals alarm dat wordt aanvaard onder de stappen die heet of koud heten, en p tot waar een trend telt.</translation>
    </message>
    <message>
        <source>Share of false alarms among the bands called that is accepted at most.</source>
        <translation>Aandeel vals alarm onder de klassen die opvallen dat hoogstens wordt aanvaard.</translation>
    </message>
    <message>
        <source>Share of false alarms among the cells called that is accepted at most.</source>
        <translation>Deel van de aangewezen cellen dat hooguit een vals alarm mag zijn.</translation>
    </message>
    <message>
        <source>Share of the stops drawn at random outside the top, to learn whether the list beats chance. auto: 25 until 60 control visits are in, then 15. Only planner.gpkg says which they are. Keep it from who goes, and the assessment with it: what is not in the top of the list can only be a control stop.</source>
        <translation>Deel van de stops dat willekeurig buiten de top wordt geloot, om te leren of de lijst beter is dan toeval. auto: 25 tot er 60 controlebezoeken zijn, daarna 15. Alleen planner.gpkg zegt welke het zijn. Geef dat bestand niet mee aan wie op pad gaat, en de beoordeling ook niet: wat niet in de top van de lijst staat, kan alleen een controlestop zijn.</translation>
    </message>
    <message>
        <source>Share that is spoken of (%)</source>
        <translation>Aandeel waar het om gaat (%)</translation>
    </message>
    <message>
        <source>Shares to compare at (%)</source>
        <translation>Aandelen om bij te vergelijken (%)</translation>
    </message>
    <message>
        <source>Side of a cell (m)</source>
        <translation>Zijde van een cel (m)</translation>
    </message>
    <message>
        <source>Side of a pixel in metres.</source>
        <translation>Zijde van een pixel in meters.</translation>
    </message>
    <message>
        <source>Side of a square in metres.</source>
        <translation>Zijde van een vierkant in meters.</translation>
    </message>
    <message>
        <source>Side of a square in metres. Empty: about two incidents per cell; the size is told.</source>
        <translation>Zijde van een vierkant in meters. Leeg: ongeveer twee incidenten per cel; de maat wordt gemeld.</translation>
    </message>
    <message>
        <source>Side of a square in metres. Empty: chosen so that a cell has twice the area that holds one incident on average, to 25 m and from 50 to 500 m; the messages tell it.</source>
        <translation>Zijde van een vierkant in meters. Leeg: zo gekozen dat een cel tweemaal de oppervlakte heeft waarop gemiddeld één incident ligt, op 25 m afgerond en van 50 tot 500 m; de meldingen zeggen welke.</translation>
    </message>
    <message>
        <source>Size of the town, in addresses.</source>
        <translation>Grootte van de gemeente, in adressen.</translation>
    </message>
    <message>
        <source>Skills field</source>
        <translation>Veld met vaardigheden</translation>
    </message>
    <message>
        <source>Smallest cluster</source>
        <translation>Kleinste cluster</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>Zoekmethode</translation>
    </message>
    <message>
        <source>Something went wrong that was not foreseen ({error}). Nothing was written. The log panel, tab Locatierisico, holds the details to report.</source>
        <translation>Er ging iets mis dat niet was voorzien ({error}). Er is niets geschreven. In het logboekpaneel, tabblad Locatierisico, staan de details die u kunt doorgeven.</translation>
    </message>
    <message>
        <source>Speed along segments (km/h)</source>
        <translation>Snelheid langs wegvakken (km/u)</translation>
    </message>
    <message>
        <source>Speed between segments (km/h)</source>
        <translation>Snelheid tussen wegvakken (km/u)</translation>
    </message>
    <message>
        <source>Speeds (JSON)</source>
        <translation>Snelheden (JSON)</translation>
    </message>
    <message>
        <source>Speeds in km/h by wegbeheerdersoort inside and outside the built-up area, and on foot, instead of ours.</source>
        <translation>Snelheden in km/u per wegbeheerdersoort binnen en buiten de bebouwde kom, en te voet, in plaats van de onze.</translation>
    </message>
    <message>
        <source>Spread evenly</source>
        <translation>Gelijk verdelen</translation>
    </message>
    <message>
        <source>Spread the work evenly over the teams, at the cost of some time under way.</source>
        <translation>Verdeelt het werk gelijk over de teams; dat kost onderweg wat tijd.</translation>
    </message>
    <message>
        <source>Spreads every incident over a radius and adds up: incidents per km² per year, or per km² where dates are not known. With a period to compare with: how many more or fewer. It shows where much was reported, which says nothing of why.</source>
        <translation>Smeert elk incident uit over een straal en telt op: incidenten per km² per jaar, of per km² als de datums niet bekend zijn. Met een periode om mee te vergelijken: hoeveel meer of minder. Het laat zien waar veel is gemeld, en zegt niets over waarom.</translation>
    </message>
    <message>
        <source>Standplaatsen</source>
        <translation>Standplaatsen</translation>
    </message>
    <message>
        <source>Start of the random numbers: the same seed gives the same permutations.</source>
        <translation>Begin van de toevalsgetallen: hetzelfde startgetal geeft dezelfde permutaties.</translation>
    </message>
    <message>
        <source>Start of the random numbers: the same seed gives the same results.</source>
        <translation>Begin van de toevalsgetallen: hetzelfde startgetal geeft dezelfde resultaten.</translation>
    </message>
    <message>
        <source>Start of the random numbers: the same seed gives the same town.</source>
        <translation>Begin van de toevalsgetallen: hetzelfde startgetal geeft dezelfde gemeente.</translation>
    </message>
    <message>
        <source>Start of the round</source>
        <translation>Begin van de ronde</translation>
    </message>
    <message>
        <source>Step of time</source>
        <translation>Stap in de tijd</translation>
    </message>
    <message>
        <source>Stops as a layer</source>
        <translation>Stops als laag</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Straten</translation>
    </message>
    <message>
        <source>Streets are cut into equal pieces of at most this length; 10 to 25 m is usual.</source>
        <translation>Straten worden in gelijke stukken van hoogstens deze lengte geknipt; 10 tot 25 m is gebruikelijk.</translation>
    </message>
    <message>
        <source>Study area</source>
        <translation>Studiegebied</translation>
    </message>
    <message>
        <source>Surroundings (m)</source>
        <translation>Omgeving (m)</translation>
    </message>
    <message>
        <source>Synthetic municipality</source>
        <translation>Verzonnen gemeente</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Table controls in planner.gpkg of the plan that this one goes on with: its control stops stay what they are, and none are drawn anew.</source>
        <translation>De tabel controls in planner.gpkg van het plan waar dit op voortbouwt: de controlestops daarvan blijven wat ze zijn, en er wordt niet opnieuw geloot.</translation>
    </message>
    <message>
        <source>Table of pairs</source>
        <translation>Tabel van paren</translation>
    </message>
    <message>
        <source>Teams (JSON)</source>
        <translation>Teams (JSON)</translation>
    </message>
    <message>
        <source>Teams (table)</source>
        <translation>Teams (tabel)</translation>
    </message>
    <message>
        <source>Tells what was reported (gemeld) from what inspectors discovered themselves (ontdekt). Without it a field named herkomst is looked for.</source>
        <translation>Onderscheidt wat is gemeld van wat bij controles is ontdekt. Zonder keuze wordt een veld met de naam herkomst gezocht.</translation>
    </message>
    <message>
        <source>Template of the municipality</source>
        <translation>Sjabloon van de gemeente</translation>
    </message>
    <message>
        <source>The BAG as it was delivered: an extract (zip, or a folder with its XML), a bag-light GeoPackage, or answers of the WFS or the OGC API (GML, GeoJSON). The only register that cannot be missed.</source>
        <translation>De BAG zoals geleverd: een extract (zip, of een map met de XML daaruit), een bag-light-GeoPackage, of antwoorden van de WFS of de OGC API (GML, GeoJSON). Het enige register dat niet gemist kan worden.</translation>
    </message>
    <message>
        <source>The BGT as downloaded (zip, folder or GML: CityGML or gmllight), as GeoJSON of the OGC API, GeoPackage or tables of NLExtract: wegdelen, terreindelen, bouwwerken and panden.</source>
        <translation>De BGT zoals gedownload (zip, map of GML: CityGML of gmllight), als GeoJSON van de OGC API, als GeoPackage of als tabellen van NLExtract: wegdelen, terreindelen, bouwwerken en panden.</translation>
    </message>
    <message>
        <source>The BGT is fetched as it was at the end of this day, the buurten in the CBS edition of its year or the last one before. BAG (WFS) and NWB only know the state of today.</source>
        <translation>De BGT wordt opgehaald zoals die was aan het eind van deze dag, de buurten in de CBS-editie van dat jaar of de laatste daarvoor. BAG (WFS) en NWB kennen alleen de toestand van vandaag.</translation>
    </message>
    <message>
        <source>The GeoPackage of each team's QField folder (or that folder, or the folder of the plan), or a CSV with stop_id, day, visited and outcome, and x and y where the plan is not at hand.</source>
        <translation>De GeoPackage uit de QField-map van elk team (of die map, of de map van het plan), of een CSV met stop_id, dag, bezocht en uitkomst, en met x en y als het plan er niet bij is.</translation>
    </message>
    <message>
        <source>The WFS gives with every address its pand and year of construction.</source>
        <translation>De WFS geeft bij elk adres het pand en het bouwjaar.</translation>
    </message>
    <message>
        <source>The area the nearest neighbour index is computed over, usually the municipality. Without it: the hull around the points. The clusters do not depend on it.</source>
        <translation>Het gebied waarover de index van naaste buren wordt berekend, meestal de gemeente. Zonder: de omhullende van de punten. De clusters hangen er niet van af.</translation>
    </message>
    <message>
        <source>The area, in any reference system. Either this or a municipality.</source>
        <translation>Het gebied, in elk coördinatenstelsel. Dit of een gemeente.</translation>
    </message>
    <message>
        <source>The buurten of the CBS; they cut the countryside into areas.</source>
        <translation>De buurten van het CBS; ze verdelen het buitengebied in gebieden.</translation>
    </message>
    <message>
        <source>The chart opens with the sentence on this map, and the layer shows it. All are compared. exposure: more than expected. gistar: concentration. density. counts: simple counting. neighbours: counting with the cells around. last: only the period before.</source>
        <translation>De grafiek opent met de zin over deze kaart, en de laag toont hem. Alle kaarten worden vergeleken. exposure: meer dan verwacht. gistar: concentratie. density: dichtheid. counts: simpel tellen. neighbours: tellen met buurcellen. last: alleen de periode ervoor.</translation>
    </message>
    <message>
        <source>The day of the inspection, which decides the opening hours; today where not given.</source>
        <translation>De dag van de inspectie, die de openingstijden bepaalt; vandaag als er niets is ingevuld.</translation>
    </message>
    <message>
        <source>The fewest places are sought that together carry this share of the incidents.</source>
        <translation>Gezocht worden de minste plekken die samen dit aandeel van de incidenten dragen.</translation>
    </message>
    <message>
        <source>The folder of a run (also: results.gpkg in it, or a layer of it; a folder of runs gives the newest). Empty: the newest run whose layers are in the project.</source>
        <translation>De map van een berekening (ook: results.gpkg daarin, of een laag ervan; een map met berekeningen geeft de nieuwste). Leeg: de nieuwste berekening waarvan lagen in het project staan.</translation>
    </message>
    <message>
        <source>The incidents of the bands that stand out with at least 1.2 times the expected number: role, number of follow-ups, and days and metres to the last one before it. The temporal controller plays them.</source>
        <translation>De incidenten van de klassen die opvallen met minstens 1,2 keer het verwachte aantal: rol, aantal vervolgincidenten, en dagen en meters tot het laatste daarvoor. De tijdbesturing van QGIS speelt ze af.</translation>
    </message>
    <message>
        <source>The locations with the highest priority; mandatory ones come besides.</source>
        <translation>De locaties met de hoogste prioriteit; verplichte komen erbij.</translation>
    </message>
    <message>
        <source>The planner's file</source>
        <translation>Het bestand van de planner</translation>
    </message>
    <message>
        <source>The ratios as shades, as SVG or PNG.</source>
        <translation>De verhoudingen als tinten, als SVG of PNG.</translation>
    </message>
    <message>
        <source>The results lie in {folder}.</source>
        <translation>De resultaten staan in {folder}.</translation>
    </message>
    <message>
        <source>The round in the order driven: number, kind (segment, or way between two), wegvak_id, straatnaam, score, metres, minutes, total_metres, total_minutes.</source>
        <translation>De ronde in de volgorde van rijden: number, kind (segment, of way: de weg ertussen), wegvak_id, straatnaam, score, metres, minutes, total_metres, total_minutes.</translation>
    </message>
    <message>
        <source>The rows are inspectors, who go two by two, with the skills of both.</source>
        <translation>De rijen zijn inspecteurs, die in koppels gaan, met de vaardigheden van beiden.</translation>
    </message>
    <message>
        <source>The same as a layer or table of the project; or beside a CSV the layer stops of the plan, which tells where each stop lies.</source>
        <translation>Hetzelfde als laag of tabel uit het project; of naast een CSV de laag stops van het plan, waaruit blijkt waar elke stop ligt.</translation>
    </message>
    <message>
        <source>The same as a list in a JSON file, instead of the table.</source>
        <translation>Hetzelfde als lijst in een JSON-bestand, in plaats van de tabel.</translation>
    </message>
    <message>
        <source>The same incidents on twelve grids, of three sizes and moved by half a cell, side by side: what stands out in all of them does not lean on the grid. Only for exposure on squares or hexagons.</source>
        <translation>Dezelfde incidenten op twaalf rasters, in drie maten en een halve cel verschoven, naast elkaar: wat in allemaal opvalt, hangt niet van het raster af. Alleen bij exposure op vierkanten of zeshoeken.</translation>
    </message>
    <message>
        <source>The same place as a band of its own</source>
        <translation>Dezelfde plek als eigen klasse</translation>
    </message>
    <message>
        <source>The schema of the database in which the registers stand, a table for each.</source>
        <translation>Het schema van de database waarin de registers staan, elk in een eigen tabel.</translation>
    </message>
    <message>
        <source>The sentences, the lower chart and the layer are of this share of the area, or of the street length.</source>
        <translation>De zinnen, de onderste grafiek en de laag gaan over dit deel van de oppervlakte of de straatlengte.</translation>
    </message>
    <message>
        <source>The sheets come in a new folder in it, named after the results.</source>
        <translation>De kaartbladen komen daarin in een nieuwe map, genoemd naar de resultaten.</translation>
    </message>
    <message>
        <source>The table of visits this tool made before; the new visits are added to it.</source>
        <translation>De tabel met bezoeken die deze tool eerder maakte; de nieuwe bezoeken komen erbij.</translation>
    </message>
    <message>
        <source>The town lies in {folder}.</source>
        <translation>De gemeente staat in {folder}.</translation>
    </message>
    <message>
        <source>The wegvakken of the Nationaal Wegenbestand (NWB). Without it any layer of road lines: a network is made of it.</source>
        <translation>De wegvakken van het Nationaal Wegenbestand (NWB). Bij gebrek daaraan elke laag met weglijnen: daar wordt dan een wegennet van gemaakt.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Those of the BAG; a dwelling each.</source>
        <translation>Die van de BAG; elk een woning.</translation>
    </message>
    <message>
        <source>Treated area</source>
        <translation>Gebied met aanpak</translation>
    </message>
    <message>
        <source>Units of an assessment (layer units of results.gpkg), or any layer of locations: panden, complexes or points. A location with nothing but a dwelling never becomes a stop.</source>
        <translation>Locaties van een beoordeling (laag units van results.gpkg), of een andere laag met locaties: panden, complexen of punten. Een locatie met alleen een woning wordt nooit een stop.</translation>
    </message>
    <message>
        <source>Until field</source>
        <translation>Veld met tot</translation>
    </message>
    <message>
        <source>Vacancy list</source>
        <translation>Leegstandslijst</translation>
    </message>
    <message>
        <source>Value for gistar and localmoran</source>
        <translation>Waarde voor gistar en localmoran</translation>
    </message>
    <message>
        <source>Verblijfsobjecten of the BAG with their gebruiksdoel. An incident belongs to the nearest within 25 m. With segments they tell along which too few addresses lie to be shown, none included: give those of the whole study area.</source>
        <translation>Verblijfsobjecten uit de BAG met hun gebruiksdoel. Een incident hoort bij het dichtstbijzijnde binnen 25 m. Bij segmenten blijkt eruit waar te weinig adressen liggen om te tonen, ook geen enkel: geef die van het hele studiegebied.</translation>
    </message>
    <message>
        <source>Verblijfsobjecten of the BAG: which businesses are in a pand, and where somebody lives.</source>
        <translation>Verblijfsobjecten van de BAG: welke bedrijven in een pand zitten, en waar iemand woont.</translation>
    </message>
    <message>
        <source>Verblijfsobjecten of the BAG; those with a woonfunctie are dwellings.</source>
        <translation>Verblijfsobjecten uit de BAG; die met een woonfunctie zijn woningen.</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Bezoeken</translation>
    </message>
    <message>
        <source>WOZ objects and their values for one or more waardepeildata: StUF-WOZ (XML), JSON of WOZ-bevragen or the waardeloket, CSV or XLSX. Owners and users are never read.</source>
        <translation>WOZ-objecten en hun waarden voor een of meer waardepeildata: StUF-WOZ (XML), JSON van WOZ-bevragen of het waardeloket, CSV of XLSX. Eigenaren en gebruikers worden nooit gelezen.</translation>
    </message>
    <message>
        <source>WOZ: values of real estate</source>
        <translation>WOZ: waarde van vastgoed</translation>
    </message>
    <message>
        <source>Wegvakken of the NWB, or any layer of road lines; only for the metric network.</source>
        <translation>Wegvakken van het NWB, of een andere laag met wegen als lijnen; alleen bij meten met network.</translation>
    </message>
    <message>
        <source>Wegvakken of the NWB, or any other layer of road lines. Take them some kilometres wider than the area, for regional roads and the round.</source>
        <translation>Wegvakken uit het NWB, of een andere laag met lijnen van wegen. Neem ze enkele kilometers ruimer dan het gebied, vanwege regionale wegen en de ronde.</translation>
    </message>
    <message>
        <source>Wegvakken of the NWB, or any other layer of road lines: those are cut where they meet.</source>
        <translation>Wegvakken van het NWB, of een andere laag met weglijnen: die worden geknipt waar ze elkaar raken.</translation>
    </message>
    <message>
        <source>Wegvakken of the NWB, or any other layer of road lines; to rank segments.</source>
        <translation>Wegvakken van het NWB, of een andere laag met weglijnen; om op segment te rangschikken.</translation>
    </message>
    <message>
        <source>Wegvakken of the NWB, with rijrichting and wegbeheerder. Without roads the distance as the crow flies counts 1.3 times, which the results say.</source>
        <translation>Wegvakken van het NWB, met rijrichting en wegbeheerder. Zonder wegen telt de hemelsbrede afstand 1,3 keer, wat bij de resultaten staat.</translation>
    </message>
    <message>
        <source>Weighted arithmetic mean (the default) or geometric mean.</source>
        <translation>Gewogen rekenkundig gemiddelde (standaard) of meetkundig gemiddelde.</translation>
    </message>
    <message>
        <source>Weighted displacement difference</source>
        <translation>Gewogen verschil in verplaatsing (weighted displacement difference)</translation>
    </message>
    <message>
        <source>What Import visits made of earlier rounds: the last visit of each location, and how many control visits are in.</source>
        <translation>Wat Bezoeken inlezen van eerdere rondes heeft gemaakt: het laatste bezoek van elke locatie, en hoeveel controlebezoeken er al zijn.</translation>
    </message>
    <message>
        <source>What Load registers wrote, instead of the deliveries themselves.</source>
        <translation>Wat Registers laden heeft geschreven, in plaats van de leveringen zelf.</translation>
    </message>
    <message>
        <source>What a point counts for; without it one.</source>
        <translation>Hoe zwaar een punt meetelt; zonder dit veld telt elk punt voor één.</translation>
    </message>
    <message>
        <source>What an object amounts to in all, such as inhabitants; of a line or polygon each place gets the part that lies in it. Without it objects are counted or measured.</source>
        <translation>Wat een object in totaal voorstelt, zoals inwoners; van een lijn of vlak krijgt elke plek het deel dat erin ligt. Zonder veld worden objecten geteld of gemeten.</translation>
    </message>
    <message>
        <source>What came back from the field</source>
        <translation>Wat uit het veld terugkwam</translation>
    </message>
    <message>
        <source>What chance starts from: the same seed gives the same answer.</source>
        <translation>Waar het toeval mee begint: dezelfde seed geeft hetzelfde antwoord.</translation>
    </message>
    <message>
        <source>What each map found against the share it covers, and per period; SVG or PNG.</source>
        <translation>Wat elke kaart vond tegen het deel dat hij beslaat, en per periode; SVG of PNG.</translation>
    </message>
    <message>
        <source>What every visit takes, apart from what each business in it adds.</source>
        <translation>Hoe lang elk bezoek duurt, los van wat elk bedrijf erin toevoegt.</translation>
    </message>
    <message>
        <source>What grows</source>
        <translation>Begroeiing</translation>
    </message>
    <message>
        <source>What is downloaded.</source>
        <translation>Wat wordt gedownload.</translation>
    </message>
    <message>
        <source>What is exposed: points, usually addresses, are counted; of lines, such as streets, the metres inside each place count; of polygons the m². Without it every cell counts the same.</source>
        <translation>Waartegen wordt afgezet: punten, meestal adressen, worden geteld; van lijnen, zoals straten, tellen de meters in elke plek; van vlakken de m². Zonder laag telt elke cel even zwaar.</translation>
    </message>
    <message>
        <source>What the results will be used for; kept in the recipe.</source>
        <translation>Waarvoor de resultaten worden gebruikt; dit komt in het recept.</translation>
    </message>
    <message>
        <source>What the sheets are for; on every page. Empty: as in the recipe of the results.</source>
        <translation>Waar de kaartbladen voor zijn; op elke bladzijde. Leeg: zoals in het recept van de resultaten.</translation>
    </message>
    <message>
        <source>What the team must have, separated by commas, such as: bouw, milieu.</source>
        <translation>Wat het team in huis moet hebben, gescheiden door komma's, zoals: bouw, milieu.</translation>
    </message>
    <message>
        <source>When incidents happen</source>
        <translation>Wanneer incidenten gebeuren</translation>
    </message>
    <message>
        <source>Where incidents could have been reported, usually the municipality. Without it: around the points.</source>
        <translation>Waar incidenten gemeld konden worden, meestal de gemeente. Zonder studiegebied: rondom de punten.</translation>
    </message>
    <message>
        <source>Where incidents could have been reported, usually the municipality; its empty cells count in the mean. Without it: around the points.</source>
        <translation>Waar incidenten gemeld konden worden, meestal de gemeente; ook lege cellen tellen mee in het gemiddelde. Zonder: rond de punten.</translation>
    </message>
    <message>
        <source>Where the deliveries are written. Files of the same names are replaced.</source>
        <translation>Waar de leveringen worden geschreven. Bestanden met dezelfde naam worden vervangen.</translation>
    </message>
    <message>
        <source>Where the download is put, in a subfolder of its own. Choose a lasting folder: an unfinished download is kept there too, to go on with.</source>
        <translation>Waar de download komt, in een eigen submap. Kies een blijvende map: ook een onvoltooide download blijft daar bewaard, om mee verder te gaan.</translation>
    </message>
    <message>
        <source>Where the moment is known only as a window. The incident is spread over it. Without it a field is looked for by its name, such as eind or datum_tot.</source>
        <translation>Als het moment alleen als tijdvak bekend is. Het incident wordt erover verdeeld. Zonder keuze wordt een veld op naam gezocht, zoals eind of datum_tot.</translation>
    </message>
    <message>
        <source>Where the round starts and ends; it begins on the nearest road.</source>
        <translation>Waar de ronde begint en eindigt; ze begint op de dichtstbijzijnde weg.</translation>
    </message>
    <message>
        <source>Which kinds of area are assessed, each with its own set of indicators.</source>
        <translation>Welke soorten gebied worden beoordeeld, elk met een eigen set indicatoren.</translation>
    </message>
    <message>
        <source>While looking; stops are not counted.</source>
        <translation>Tijdens het kijken; stilstaan telt niet mee.</translation>
    </message>
    <message>
        <source>Who made the sheets; on every page. Empty: as in the recipe of the results.</source>
        <translation>Wie de kaartbladen maakt; op elke bladzijde. Leeg: zoals in het recept van de resultaten.</translation>
    </message>
    <message>
        <source>Who made this run; kept in the recipe.</source>
        <translation>Wie deze berekening heeft gemaakt; staat in het recept.</translation>
    </message>
    <message>
        <source>Who may see them</source>
        <translation>Wie ze mag zien</translation>
    </message>
    <message>
        <source>Who will see the result</source>
        <translation>Wie het resultaat te zien krijgt</translation>
    </message>
    <message>
        <source>Whole number of incidents a point stands for; without it one.</source>
        <translation>Aantal incidenten waar een punt voor staat (een heel getal); zonder dit veld één.</translation>
    </message>
    <message>
        <source>With both areas given, tells whether incidents in the treated area changed more than in the control area (weighted displacement difference).</source>
        <translation>Zijn beide gebieden gekozen, dan staat er of incidenten in het gebied met aanpak meer veranderden dan in het gebied ter vergelijking (weighted displacement difference).</translation>
    </message>
    <message>
        <source>Without addresses, incidents this close to one another lie on one place.</source>
        <translation>Zonder adressen liggen incidenten zo dicht bij elkaar op één plek.</translation>
    </message>
    <message>
        <source>Wood or nature within (m)</source>
        <translation>Bos of natuur binnen (m)</translation>
    </message>
    <message>
        <source>Workbook</source>
        <translation>Werkboek</translation>
    </message>
    <message>
        <source>Working days</source>
        <translation>Werkdagen</translation>
    </message>
    <message>
        <source>Write registers to PostGIS</source>
        <translation>Registers naar PostGIS schrijven</translation>
    </message>
    <message>
        <source>Writes the tables that Load registers made to a schema of a PostGIS database: a table per register, with indices, in RD New, lists as text[]. Either all of it is written or nothing: when it is cancelled or fails the database is as it was. A schema with tables of somebody else is left alone.</source>
        <translation>Schrijft de tabellen die Registers laden heeft gemaakt naar een schema van een PostGIS-database: een tabel per register, met indexen, in RD New, lijsten als text[]. Alles wordt geschreven of niets: na annuleren of een fout is de database zoals die was. Een schema met tabellen van iemand anders blijft met rust.</translation>
    </message>
    <message>
        <source>action: street by street, walked from one parking place, as integral inspections go. tour: by car across town, from stop to stop.</source>
        <translation>action: straat voor straat, te voet vanaf één parkeerplek, zoals bij integrale controles. tour: met de auto door de gemeente, van stop naar stop.</translation>
    </message>
    <message>
        <source>booklet: one PDF of all pages with bookmarks. pdf: one georeferenced PDF per page. png and svg: one picture per page. xlsx: a workbook of areas, units, scores, explanations, messages and recipe. csv: the same as plain tables.</source>
        <translation>booklet: één PDF van alle bladzijden met bladwijzers. pdf: een PDF per bladzijde met een plaats op de kaart. png en svg: een plaatje per bladzijde. xlsx: een werkboek met gebieden, locaties, scores, verklaringen, meldingen en recept. csv: hetzelfde als gewone tabellen.</translation>
    </message>
    <message>
        <source>by chance (thin: 95 % of the draws)</source>
        <translation>bij toeval (dun: 95 % van de trekkingen)</translation>
    </message>
    <message>
        <source>contiguity: places that share a border or a corner. rook: a border only. band: places within the reach. nearest: the nearest ones.</source>
        <translation>contiguity: plekken met een gedeelde grens of hoek. rook: alleen een gedeelde grens. band: plekken binnen het bereik. nearest: de dichtstbijzijnde.</translation>
    </message>
    <message>
        <source>count: incidents. rate: incidents per exposure. smoothed: rates drawn towards that of all where exposure is small (empirical Bayes).</source>
        <translation>count: incidenten. rate: incidenten per blootstelling. smoothed: cijfers die bij weinig blootstelling naar het cijfer van het geheel zijn getrokken (empirische Bayes).</translation>
    </message>
    <message>
        <source>cube: all cells in all steps, so that more incidents everywhere makes cells hotter (the default). neighbourhood: all cells in the steps of the neighbourhood alone, so that only their place counts.</source>
        <translation>cube: alle cellen in alle stappen, zodat meer incidenten overal cellen heter maakt (standaard). neighbourhood: alle cellen in alleen de stappen van de omgeving, zodat alleen de plek telt.</translation>
    </message>
    <message>
        <source>day: visits within the opening hours. dark: a round after dark to look from the street; opening hours do not count and nobody is visited.</source>
        <translation>day: bezoeken binnen de openingstijden. dark: een donkere ronde om vanaf de straat te kijken; openingstijden tellen niet en niemand wordt bezocht.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>dagen</translation>
    </message>
    <message>
        <source>discontinuous: divided equally over the streets that lead on; what reaches a dead end is lost. continuous: the density does not jump at a junction and nothing is lost, but it takes longer.</source>
        <translation>discontinuous: gelijk verdeeld over de straten die verdergaan; wat bij een doodlopende straat aankomt, gaat verloren. continuous: de dichtheid verspringt niet bij een kruising en er gaat niets verloren, maar het duurt langer.</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>afstand</translation>
    </message>
    <message>
        <source>euclidean: as the crow flies (the default). manhattan: along the two axes. network: along the streets of the layer of roads.</source>
        <translation>euclidean: hemelsbreed (standaard). manhattan: langs de twee assen. network: over de straten van de wegenlaag.</translation>
    </message>
    <message>
        <source>exposure: more than exposure explains (the default). gistar: where high values lie together, and low ones; concentration only. localmoran: high among high, and places unlike those around them; concentration only.</source>
        <translation>exposure: meer dan de blootstelling verklaart (de standaard). gistar: waar hoge waarden bij elkaar liggen, en lage; alleen concentratie. localmoran: hoog tussen hoog, en plekken die van hun omgeving afwijken; alleen concentratie.</translation>
    </message>
    <message>
        <source>fdr: limits the share of false alarms among what is called (Benjamini-Hochberg). bonferroni: limits the chance of any false alarm; strict. none: expect false alarms.</source>
        <translation>fdr: begrenst het aandeel vals alarm onder wat wordt aangewezen (Benjamini-Hochberg). bonferroni: begrenst de kans op ook maar één vals alarm; streng. none: reken op vals alarm.</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gevonden</translation>
    </message>
    <message>
        <source>given: the radius above. silverman and scott: rules of thumb for one hill of incidents, wide for a town with many. cross_validation: the radius under which incidents left out are foretold best, mostly narrower. The messages say which radius it became.</source>
        <translation>given: de straal hierboven. silverman en scott: vuistregels voor één centrum van incidenten, ruim voor een plaats met meer centra. cross_validation: de straal waarmee weggelaten incidenten het best worden voorspeld, meestal kleiner. De meldingen zeggen welke straal het is geworden.</translation>
    </message>
    <message>
        <source>internal: for those who may see everything. shared: cells that are hot and their class, no numbers, made of blocks that hold no or at least 5 incidents; without the layer per step.</source>
        <translation>internal: voor wie alles mag zien. shared: warme cellen en hun klasse, geen aantallen, gemaakt van blokken met geen of minstens 5 incidenten; zonder de laag per stap.</translation>
    </message>
    <message>
        <source>internal: for those who may see everything. shared: no numbers at all, only which places stand out, and of those none with fewer than 5 incidents or addresses, nor by one single address.</source>
        <translation>internal: voor wie alles mag zien. shared: geen aantallen, alleen welke plekken opvallen, en daarvan geen met minder dan 5 incidenten of adressen of die door één adres opvallen.</translation>
    </message>
    <message>
        <source>internal: for those who may see everything. shared: the table alone, without numbers under 5 and without what would give those back.</source>
        <translation>internal: voor wie alles mag zien. shared: alleen de tabel, zonder aantallen onder de 5 en zonder wat die zou verraden.</translation>
    </message>
    <message>
        <source>internal: for use inside the municipality. shared: for partners; counts of 1 to 4 are not told, no single location is ranked, no WOZ value is shown and areas of under 5 objects are left out.</source>
        <translation>internal: voor gebruik binnen de gemeente. shared: voor partners; aantallen van 1 tot en met 4 staan er niet in, geen locatie krijgt een rang, er staat geen WOZ-waarde in en gebieden met minder dan 5 objecten blijven weg.</translation>
    </message>
    <message>
        <source>landscape: map and words beside each other. portrait: below each other.</source>
        <translation>landscape (liggend): kaart en tekst naast elkaar. portrait (staand): onder elkaar.</translation>
    </message>
    <message>
        <source>more than chance:</source>
        <translation>meer dan toeval:</translation>
    </message>
    <message>
        <source>nl or en. Empty: the language of QGIS.</source>
        <translation>nl of en. Leeg: de taal van QGIS.</translation>
    </message>
    <message>
        <source>no pairs possible</source>
        <translation>geen paren mogelijk</translation>
    </message>
    <message>
        <source>not shown to be more than chance</source>
        <translation>niet aantoonbaar meer dan toeval</translation>
    </message>
    <message>
        <source>number of places, the busiest first</source>
        <translation>aantal plekken, de drukste eerst</translation>
    </message>
    <message>
        <source>overview: the municipality. areas: one sheet per area. hotspots: where incidents concentrate. locations: the highest units, or those named. routes: a plan of inspections. method: formulas, weights, sources and limits.</source>
        <translation>overview: de gemeente. areas: een blad per gebied. hotspots: waar incidenten zich concentreren. locations: de hoogste locaties, of de genoemde. routes: een plan met inspecties. method: formules, gewichten, bronnen en grenzen.</translation>
    </message>
    <message>
        <source>planner.gpkg of the plan: which stops were control stops, and with what chance each was chosen. Where routes.gpkg of the plan lies beside it, what came back without a day or a place takes those of its stop.</source>
        <translation>planner.gpkg van het plan: welke stops controlestops waren en met welke kans elk gekozen is. Staat routes.gpkg van het plan ernaast, dan krijgt wat zonder dag of plek terugkwam die van de stop.</translation>
    </message>
    <message>
        <source>pyvrp: the PyVRP package, where it is installed. own: the plugin's own heuristic. auto: PyVRP where it is there. The same checker looks at the plans of both.</source>
        <translation>pyvrp: het pakket PyVRP, als het is geïnstalleerd. own: de eigen zoekmethode van de plugin. auto: PyVRP als het er is. De plannen van beide gaan door dezelfde controle.</translation>
    </message>
    <message>
        <source>registers.gpkg of Load registers: the location sheets look into it, and its BGT and BAG are the background of the maps.</source>
        <translation>registers.gpkg van Registers laden: de locatiebladen kijken erin, en BGT en BAG daaruit zijn de ondergrond van de kaarten.</translation>
    </message>
    <message>
        <source>same place</source>
        <translation>dezelfde plek</translation>
    </message>
    <message>
        <source>segment: wegvakken of the road layer. place: addresses, or without those the spots where incidents lie. polygon: the areas given.</source>
        <translation>segment: wegvakken van de wegenlaag. place: adressen, of zonder adressen de punten waar incidenten liggen. polygon: de opgegeven gebieden.</translation>
    </message>
    <message>
        <source>share of the incidents</source>
        <translation>aandeel van de incidenten</translation>
    </message>
    <message>
        <source>shared: small numbers and places that may point to somebody are left out. internal: for those who may see everything; only places with nothing but a dwelling are left out.</source>
        <translation>shared: kleine aantallen en plekken die naar iemand kunnen wijzen, blijven weg. internal: voor wie alles mag zien; alleen plekken met alleen een woning blijven weg.</translation>
    </message>
    <message>
        <source>significant: of the bands that stand out and hold at least 1.2 times the expected number; none where none does (the default). first: of the first band, whatever the test says.</source>
        <translation>significant: van de klassen die opvallen en minstens 1,2 keer het verwachte aantal bevatten; geen als dat er geen zijn (standaard). first: van de eerste klasse, wat de toets ook zegt.</translation>
    </message>
    <message>
        <source>square: a grid of squares. hexagon: a grid of hexagons, each as large as a square of the size given. polygons: a layer of your own, such as buurten. points: the coordinates of the incidents themselves (gistar and localmoran only).</source>
        <translation>square: een raster van vierkanten. hexagon: een raster van zeshoeken, elk zo groot als een vierkant van de opgegeven grootte. polygons: een eigen laag, zoals buurten. points: de coördinaten van de incidenten zelf (alleen gistar en localmoran).</translation>
    </message>
    <message>
        <source>{observed} pairs, {expected} expected</source>
        <translation>{observed} paren, {expected} verwacht</translation>
    </message>
    <message>
        <source>{register}, as project layers</source>
        <translation>{register}, als projectlagen</translation>
    </message>
</context>
<context>
    <name>layers</name>
    <message>
        <source>(simulated)</source>
        <translation>(gesimuleerd)</translation>
    </message>
    <message>
        <source>10 to 20 %</source>
        <translation>10 tot 20 %</translation>
    </message>
    <message>
        <source>20 to 30 %</source>
        <translation>20 tot 30 %</translation>
    </message>
    <message>
        <source>30 to 40 %</source>
        <translation>30 tot 40 %</translation>
    </message>
    <message>
        <source>40 % and over</source>
        <translation>40 % en meer</translation>
    </message>
    <message>
        <source>A change of {value} incidents {unit}. Pale: no more than chance gives.</source>
        <translation>Een verandering van {value} incidenten {unit}. Bleek: niet meer dan toeval geeft.</translation>
    </message>
    <message>
        <source>A home lies in or beside it</source>
        <translation>Er ligt een woning in of naast de locatie</translation>
    </message>
    <message>
        <source>A home lies in or beside it: this score is personal data.</source>
        <translation>In of naast deze locatie ligt een woning: deze score is een persoonsgegeven.</translation>
    </message>
    <message>
        <source>A map of places, checked against what was reported there next.</source>
        <translation>Een kaart van plekken, getoetst aan wat daar daarna is gemeld.</translation>
    </message>
    <message>
        <source>About {value} incidents {unit} were reported around here.</source>
        <translation>Hieromheen zijn ongeveer {value} incidenten {unit} gemeld.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Among the fewest that carry the share</source>
        <translation>Hoort bij de drukste plekken die samen het aandeel dragen</translation>
    </message>
    <message>
        <source>An indication, not a suspicion.</source>
        <translation>Een indicatie, geen verdenking.</translation>
    </message>
    <message>
        <source>Area type</source>
        <translation>Gebiedstype</translation>
    </message>
    <message>
        <source>Areas: share in the top fifth</source>
        <translation>Gebieden: aandeel in het hoogste vijfde deel</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>Aankomst</translation>
    </message>
    <message>
        <source>Arrival {arrival}, visit {begin} to {departure}</source>
        <translation>Aankomst {arrival}, bezoek van {begin} tot {departure}</translation>
    </message>
    <message>
        <source>Asks of the team</source>
        <translation>Vraagt van het team</translation>
    </message>
    <message>
        <source>At the same moment (incidents)</source>
        <translation>Op hetzelfde moment (incidenten)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Before you go</source>
        <translation>Voor u gaat</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>Begin of the step</source>
        <translation>Begin van de stap</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pauze</translation>
    </message>
    <message>
        <source>Break: {pause}</source>
        <translation>Pauze: {pause}</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>Gebouwen</translation>
    </message>
    <message>
        <source>Business addresses</source>
        <translation>Zakelijke adressen</translation>
    </message>
    <message>
        <source>By one address: 1 here, 2 in a neighbour</source>
        <translation>Door één adres: 1 hier, 2 bij een buur</translation>
    </message>
    <message>
        <source>Can be visited</source>
        <translation>Te bezoeken</translation>
    </message>
    <message>
        <source>Centre, x (RD, m)</source>
        <translation>Midden, x (RD, m)</translation>
    </message>
    <message>
        <source>Centre, y (RD, m)</source>
        <translation>Midden, y (RD, m)</translation>
    </message>
    <message>
        <source>Chance with which it was chosen</source>
        <translation>Kans waarmee de stop is gekozen</translation>
    </message>
    <message>
        <source>Checks of the registers</source>
        <translation>Controles van de registers</translation>
    </message>
    <message>
        <source>Choose an outcome for a stop that was visited.</source>
        <translation>Kies een uitkomst voor een stop die bezocht is.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Class (0 to 3)</source>
        <translation>Klasse (0 tot en met 3)</translation>
    </message>
    <message>
        <source>Class (1 to 8 hot, -1 to -8 cold, 0 none)</source>
        <translation>Klasse (1 tot 8 heet, -1 tot -8 koud, 0 geen)</translation>
    </message>
    <message>
        <source>Class of few incidents (0 to 3)</source>
        <translation>Klasse van weinig incidenten (0 tot 3)</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Concentration of high rates, not risk</source>
        <translation>Concentratie van hoge cijfers, geen risico</translation>
    </message>
    <message>
        <source>Concentration of incidents, not risk</source>
        <translation>Concentratie van incidenten, geen risico</translation>
    </message>
    <message>
        <source>Concentration of what was reported, which says nothing of why.</source>
        <translation>Concentratie van wat is gemeld; dat zegt niets over de oorzaak.</translation>
    </message>
    <message>
        <source>Concentration of what was reported: an indication, not a suspicion.</source>
        <translation>Concentratie van wat is gemeld: een indicatie, geen verdenking.</translation>
    </message>
    <message>
        <source>Concentration, not risk.</source>
        <translation>Concentratie, geen risico.</translation>
    </message>
    <message>
        <source>Concentration, not risk: much happens where many people live and work.</source>
        <translation>Concentratie, geen risico: waar veel mensen wonen en werken, gebeurt veel.</translation>
    </message>
    <message>
        <source>Concentration, not risk: rates of places with little exposure swing by chance.</source>
        <translation>Concentratie, geen risico: cijfers van plekken met weinig blootstelling schommelen door toeval.</translation>
    </message>
    <message>
        <source>Control stop</source>
        <translation>Controlestop</translation>
    </message>
    <message>
        <source>Counts for {weight}: the mean chance of a visit, divided by the chance here.</source>
        <translation>Telt voor {weight}: de gemiddelde kans op een bezoek, gedeeld door de kans hier.</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Dekking</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Days from</source>
        <translation>Dagen vanaf</translation>
    </message>
    <message>
        <source>Days in the period</source>
        <translation>Dagen in de periode</translation>
    </message>
    <message>
        <source>Days since the one before</source>
        <translation>Dagen sinds het vorige</translation>
    </message>
    <message>
        <source>Days up to</source>
        <translation>Dagen tot</translation>
    </message>
    <message>
        <source>Dead end</source>
        <translation>Doodlopend</translation>
    </message>
    <message>
        <source>Dead end or unpaved</source>
        <translation>Doodlopend of onverhard</translation>
    </message>
    <message>
        <source>Departure</source>
        <translation>Vertrek</translation>
    </message>
    <message>
        <source>Different months with an incident</source>
        <translation>Verschillende maanden met een incident</translation>
    </message>
    <message>
        <source>Discovered by inspectors: it follows where they looked.</source>
        <translation>Ontdekt door inspecteurs: het volgt waar zij keken.</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Afstand</translation>
    </message>
    <message>
        <source>Distance from (m)</source>
        <translation>Afstand vanaf (m)</translation>
    </message>
    <message>
        <source>Distance from the usual (z)</source>
        <translation>Afwijking van gewoonlijk (z)</translation>
    </message>
    <message>
        <source>Distance to the one before (m)</source>
        <translation>Afstand tot het vorige (m)</translation>
    </message>
    <message>
        <source>Distance up to (m)</source>
        <translation>Afstand tot (m)</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Einde</translation>
    </message>
    <message>
        <source>End of the step</source>
        <translation>Einde van de stap</translation>
    </message>
    <message>
        <source>Expected incidents</source>
        <translation>Verwachte incidenten</translation>
    </message>
    <message>
        <source>Expected with the neighbours</source>
        <translation>Verwacht met de buren</translation>
    </message>
    <message>
        <source>Exposure (m of line)</source>
        <translation>Blootstelling (m lijn)</translation>
    </message>
    <message>
        <source>Exposure (m²)</source>
        <translation>Blootstelling (m²)</translation>
    </message>
    <message>
        <source>Exposure (number of points)</source>
        <translation>Blootstelling (aantal punten)</translation>
    </message>
    <message>
        <source>Exposure (total of the exposure field)</source>
        <translation>Blootstelling (totaal van het veld)</translation>
    </message>
    <message>
        <source>Exposure explains {expected} here and in the neighbours.</source>
        <translation>De blootstelling verklaart er {expected}, hier en bij de buren samen.</translation>
    </message>
    <message>
        <source>Far more or fewer than usual</source>
        <translation>Veel meer of minder dan gewoonlijk</translation>
    </message>
    <message>
        <source>Fewer than 5 incidents within reach</source>
        <translation>Minder dan 5 incidenten binnen bereik</translation>
    </message>
    <message>
        <source>Fewer than 5 incidents within reach: says little.</source>
        <translation>Minder dan 5 incidenten binnen bereik: zegt weinig.</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Eerste dag</translation>
    </message>
    <message>
        <source>First incident</source>
        <translation>Eerste incident</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Vastgezet</translation>
    </message>
    <message>
        <source>Followed by (incidents)</source>
        <translation>Gevolgd door (incidenten)</translation>
    </message>
    <message>
        <source>Found again of what was (RRI)</source>
        <translation>Teruggevonden van wat er was (RRI)</translation>
    </message>
    <message>
        <source>From the list (top) or control stop</source>
        <translation>Uit de lijst (top) of controlestop (control)</translation>
    </message>
    <message>
        <source>Further inquiries and violations</source>
        <translation>Nader onderzoek en overtredingen</translation>
    </message>
    <message>
        <source>Gi* in the latest step</source>
        <translation>Gi* in de laatste stap</translation>
    </message>
    <message>
        <source>Gi* in this step</source>
        <translation>Gi* in deze stap</translation>
    </message>
    <message>
        <source>Gi* of counts (concentration)</source>
        <translation>Gi* van aantallen (concentratie)</translation>
    </message>
    <message>
        <source>Hit rate of maps at random, from</source>
        <translation>Trefkans van willekeurige kaarten, vanaf</translation>
    </message>
    <message>
        <source>Hit rate of maps at random, up to</source>
        <translation>Trefkans van willekeurige kaarten, tot</translation>
    </message>
    <message>
        <source>Holds a dwelling</source>
        <translation>Bevat een woning</translation>
    </message>
    <message>
        <source>Hot or cold in the latest step (-3 to 3)</source>
        <translation>Heet of koud in de laatste stap (-3 tot 3)</translation>
    </message>
    <message>
        <source>Hot or cold in this step (-3 to 3)</source>
        <translation>Heet of koud in deze stap (-3 tot 3)</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Uur</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In woorden</translation>
    </message>
    <message>
        <source>In words (Dutch)</source>
        <translation>In woorden (Nederlands)</translation>
    </message>
    <message>
        <source>In words (English)</source>
        <translation>In woorden (Engels)</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidenten</translation>
    </message>
    <message>
        <source>Incidents found</source>
        <translation>Gevonden incidenten</translation>
    </message>
    <message>
        <source>Incidents here: {count}; here and in the neighbours: {window}.</source>
        <translation>Incidenten hier: {count}; hier en bij de buren samen: {window}.</translation>
    </message>
    <message>
        <source>Incidents if spread evenly</source>
        <translation>Incidenten bij gelijke verdeling</translation>
    </message>
    <message>
        <source>Incidents in all</source>
        <translation>Incidenten in totaal</translation>
    </message>
    <message>
        <source>Incidents in the latest step</source>
        <translation>Incidenten in de laatste stap</translation>
    </message>
    <message>
        <source>Incidents in the period after it</source>
        <translation>Incidenten in de periode erna</translation>
    </message>
    <message>
        <source>Incidents in the period after it:</source>
        <translation>Incidenten in de periode erna:</translation>
    </message>
    <message>
        <source>Incidents per 1000 of the exposure field, whole period</source>
        <translation>Incidenten per 1000 van het veld met blootstelling, hele periode</translation>
    </message>
    <message>
        <source>Incidents per 1000 points (addresses) of the exposure layer, whole period</source>
        <translation>Incidenten per 1000 punten (adressen) in de laag met blootstelling, hele periode</translation>
    </message>
    <message>
        <source>Incidents per 30.44 days</source>
        <translation>Incidenten per 30,44 dagen</translation>
    </message>
    <message>
        <source>Incidents per km of street per year</source>
        <translation>Incidenten per km straat per jaar</translation>
    </message>
    <message>
        <source>Incidents per km of street, whole period</source>
        <translation>Incidenten per km straat, hele periode</translation>
    </message>
    <message>
        <source>Incidents per km of the lines of the exposure layer, whole period</source>
        <translation>Incidenten per km lijn in de laag met blootstelling, hele periode</translation>
    </message>
    <message>
        <source>Incidents per km² of the polygons of the exposure layer, whole period</source>
        <translation>Incidenten per km² vlak in de laag met blootstelling, hele periode</translation>
    </message>
    <message>
        <source>Incidents per km², whole period</source>
        <translation>Incidenten per km², hele periode</translation>
    </message>
    <message>
        <source>Incidents spread to this piece, whole period</source>
        <translation>Incidenten aan dit stuk toegedeeld, hele periode</translation>
    </message>
    <message>
        <source>Incidents that count</source>
        <translation>Incidenten die meetellen</translation>
    </message>
    <message>
        <source>Incidents with many others around them</source>
        <translation>Incidenten met veel andere eromheen</translation>
    </message>
    <message>
        <source>Incidents with the neighbours</source>
        <translation>Incidenten met de buren</translation>
    </message>
    <message>
        <source>Incidents, each for its part in the period</source>
        <translation>Incidenten, elk voor het deel in de periode</translation>
    </message>
    <message>
        <source>Incidents, in words</source>
        <translation>Incidenten, in woorden</translation>
    </message>
    <message>
        <source>Incidents: cells that stand out</source>
        <translation>Incidenten: opvallende cellen</translation>
    </message>
    <message>
        <source>Incidents: density</source>
        <translation>Incidenten: dichtheid</translation>
    </message>
    <message>
        <source>Indicator sets</source>
        <translation>Indicatorensets</translation>
    </message>
    <message>
        <source>Inspection routes</source>
        <translation>Inspectieroutes</translation>
    </message>
    <message>
        <source>Keep it short, about the place, without names of persons.</source>
        <translation>Houd het kort, over de plek, zonder namen van personen.</translation>
    </message>
    <message>
        <source>Largest share of one address</source>
        <translation>Grootste aandeel van één adres</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Laatste dag</translation>
    </message>
    <message>
        <source>Last incident</source>
        <translation>Laatste incident</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>Laatste bezoek</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>Vertrekt</translation>
    </message>
    <message>
        <source>Length (days)</source>
        <translation>Duur (dagen)</translation>
    </message>
    <message>
        <source>Length (m)</source>
        <translation>Lengte (m)</translation>
    </message>
    <message>
        <source>Local Moran's I (concentration)</source>
        <translation>Lokale Moran's I (concentratie)</translation>
    </message>
    <message>
        <source>Locations</source>
        <translation>Locaties</translation>
    </message>
    <message>
        <source>Locations: attention</source>
        <translation>Locaties: aandacht</translation>
    </message>
    <message>
        <source>Lower end of the 95 % interval</source>
        <translation>Ondergrens van het 95 %-interval</translation>
    </message>
    <message>
        <source>Mandatory</source>
        <translation>Verplicht</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Kaart</translation>
    </message>
    <message>
        <source>Means binnentreden</source>
        <translation>Gaat om binnentreden</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldingen</translation>
    </message>
    <message>
        <source>Metres</source>
        <translation>Meters</translation>
    </message>
    <message>
        <source>Metres from the start</source>
        <translation>Meters vanaf het begin</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Minutes from the start</source>
        <translation>Minuten vanaf het begin</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Ontbreekt</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Maand</translation>
    </message>
    <message>
        <source>More incidents than exposure explains</source>
        <translation>Meer incidenten dan de blootstelling verklaart</translation>
    </message>
    <message>
        <source>More than chance</source>
        <translation>Meer dan toeval</translation>
    </message>
    <message>
        <source>More than simple counting (hit rate)</source>
        <translation>Meer dan simpel tellen (trefkans)</translation>
    </message>
    <message>
        <source>More than simple counting, from</source>
        <translation>Meer dan simpel tellen, vanaf</translation>
    </message>
    <message>
        <source>More than simple counting, up to</source>
        <translation>Meer dan simpel tellen, tot</translation>
    </message>
    <message>
        <source>Most that could be found</source>
        <translation>Hoogst mogelijke aantal</translation>
    </message>
    <message>
        <source>No dwelling nearby</source>
        <translation>Geen woning dichtbij</translation>
    </message>
    <message>
        <source>No share: too few locations, or too little data for a score.</source>
        <translation>Geen aandeel: te weinig locaties, of te weinig gegevens voor een score.</translation>
    </message>
    <message>
        <source>No trend over the steps.</source>
        <translation>Geen trend over de stappen.</translation>
    </message>
    <message>
        <source>Not visited: {reason}</source>
        <translation>Niet bezocht: {reason}</translation>
    </message>
    <message>
        <source>Number of business addresses</source>
        <translation>Aantal zakelijke adressen</translation>
    </message>
    <message>
        <source>Number of marks</source>
        <translation>Aantal kenmerken</translation>
    </message>
    <message>
        <source>Number of marks that are known</source>
        <translation>Aantal kenmerken dat bekend is</translation>
    </message>
    <message>
        <source>Number of the cell</source>
        <translation>Nummer van de cel</translation>
    </message>
    <message>
        <source>Number of the cluster</source>
        <translation>Nummer van het cluster</translation>
    </message>
    <message>
        <source>Number of the incident</source>
        <translation>Nummer van het incident</translation>
    </message>
    <message>
        <source>Number of the one before</source>
        <translation>Nummer van het vorige</translation>
    </message>
    <message>
        <source>Number of the stop</source>
        <translation>Nummer van de stop</translation>
    </message>
    <message>
        <source>Number of the wegvak</source>
        <translation>Nummer van het wegvak</translation>
    </message>
    <message>
        <source>Numbers are not shown.</source>
        <translation>Aantallen worden niet getoond.</translation>
    </message>
    <message>
        <source>On foot</source>
        <translation>Te voet</translation>
    </message>
    <message>
        <source>One address here accounts for {share} % of that; without it this place would not stand out so: look at the address.</source>
        <translation>Eén adres hier is goed voor {share} % daarvan; zonder dat adres zou deze plek niet zo opvallen: kijk naar het adres.</translation>
    </message>
    <message>
        <source>One address in a neighbour accounts for {share} % of that; without it this place would not stand out so: look at the address.</source>
        <translation>Eén adres bij een buur is goed voor {share} % daarvan; zonder dat adres zou deze plek niet zo opvallen: kijk naar het adres.</translation>
    </message>
    <message>
        <source>One pair alone may be chance.</source>
        <translation>Eén los paar kan toeval zijn.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Volgorde</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Uitkomst</translation>
    </message>
    <message>
        <source>Pairs found</source>
        <translation>Gevonden paren</translation>
    </message>
    <message>
        <source>Pairs that chance gives</source>
        <translation>Paren die toeval geeft</translation>
    </message>
    <message>
        <source>Pand</source>
        <translation>Pand</translation>
    </message>
    <message>
        <source>Parking place</source>
        <translation>Parkeerplek</translation>
    </message>
    <message>
        <source>Parking place {parking}: from {arrival} to {departure}</source>
        <translation>Parkeerplek {parking}: van {arrival} tot {departure}</translation>
    </message>
    <message>
        <source>Parking places</source>
        <translation>Parkeerplekken</translation>
    </message>
    <message>
        <source>Part of the cell in the map (0 to 1)</source>
        <translation>Deel van de cel in de kaart (0 tot 1)</translation>
    </message>
    <message>
        <source>Part of the profile</source>
        <translation>Deel van het profiel</translation>
    </message>
    <message>
        <source>Part of what could be found (PEI, 0 to 1)</source>
        <translation>Deel van wat te vinden was (PEI, 0 tot 1)</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>Partners</translation>
    </message>
    <message>
        <source>Periods</source>
        <translation>Perioden</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Photo of the place: no persons, no number plates</source>
        <translation>Foto van de plek: geen personen, geen kentekens</translation>
    </message>
    <message>
        <source>Piece of the wegvak, from its begin</source>
        <translation>Stuk van het wegvak, vanaf het begin</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Planning</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Gepland</translation>
    </message>
    <message>
        <source>Preceded by (incidents)</source>
        <translation>Voorafgegaan door (incidenten)</translation>
    </message>
    <message>
        <source>Quadrant (1 high among high, 2 low among high, 3 both low, 4 high among low)</source>
        <translation>Kwadrant (1 hoog tussen hoog, 2 laag tussen hoog, 3 beide laag, 4 hoog tussen laag)</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Kwaliteit</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rank {rank} (sensitivity interval {low} to {high})</source>
        <translation>Rang {rank} (gevoeligheidsinterval {low} tot {high})</translation>
    </message>
    <message>
        <source>Rank, high end of the sensitivity interval</source>
        <translation>Rang, bovengrens van het gevoeligheidsinterval</translation>
    </message>
    <message>
        <source>Rank, low end of the sensitivity interval</source>
        <translation>Rang, ondergrens van het gevoeligheidsinterval</translation>
    </message>
    <message>
        <source>Reason not planned</source>
        <translation>Reden dat de stop niet gepland is</translation>
    </message>
    <message>
        <source>Reason not planned (code)</source>
        <translation>Reden dat de stop niet gepland is (code)</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Recept</translation>
    </message>
    <message>
        <source>Reference values</source>
        <translation>Referentiewaarden</translation>
    </message>
    <message>
        <source>Regional road nearby</source>
        <translation>Regionale weg dichtbij</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Opmerking</translation>
    </message>
    <message>
        <source>Remark about the place: never names or other data of persons</source>
        <translation>Opmerking over de plek: nooit namen of andere gegevens van personen</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>Wegen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rol</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routes</translation>
    </message>
    <message>
        <source>SIMULATED</source>
        <translation>GESIMULEERD</translation>
    </message>
    <message>
        <source>SIMULATED: not real data</source>
        <translation>GESIMULEERD: geen echte gegevens</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Veiligheid</translation>
    </message>
    <message>
        <source>Score (0 to 100)</source>
        <translation>Score (0 tot 100)</translation>
    </message>
    <message>
        <source>Score {score} of 100, on {coverage} % of what was measured; the index stands on {completeness} % of its set</source>
        <translation>Score {score} van de 100, op {coverage} % van wat is gemeten; de index rust op {completeness} % van de set</translation>
    </message>
    <message>
        <source>Scores and contributions</source>
        <translation>Scores en bijdragen</translation>
    </message>
    <message>
        <source>Scores per theme</source>
        <translation>Scores per thema</translation>
    </message>
    <message>
        <source>Segment, or way between two</source>
        <translation>Wegvak (segment), of de weg ertussen (way)</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Aandeel</translation>
    </message>
    <message>
        <source>Share covered (%)</source>
        <translation>Deel dat de kaart beslaat (%)</translation>
    </message>
    <message>
        <source>Share in the top fifth</source>
        <translation>Aandeel in het hoogste vijfde deel</translation>
    </message>
    <message>
        <source>Share of all incidents (%)</source>
        <translation>Aandeel van alle incidenten (%)</translation>
    </message>
    <message>
        <source>Share of draws in the top tenth</source>
        <translation>Aandeel van de trekkingen in het hoogste tiende deel</translation>
    </message>
    <message>
        <source>Share of other grids that agree (0 to 1)</source>
        <translation>Deel van de andere rasters waarin deze plek ook opvalt (0 tot 1)</translation>
    </message>
    <message>
        <source>Share of the incidents (0 to 1)</source>
        <translation>Aandeel van de incidenten (0 tot 1)</translation>
    </message>
    <message>
        <source>Share of the incidents found (hit rate, 0 to 1)</source>
        <translation>Deel van de incidenten dat is gevonden (trefkans, 0 tot 1)</translation>
    </message>
    <message>
        <source>Share of this and all busier places (%)</source>
        <translation>Aandeel van deze en alle drukkere plekken (%)</translation>
    </message>
    <message>
        <source>Share, high end of the interval</source>
        <translation>Aandeel, bovengrens van het interval</translation>
    </message>
    <message>
        <source>Share, low end of the interval</source>
        <translation>Aandeel, ondergrens van het interval</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Statutory basis of the visit</source>
        <translation>Wettelijke grondslag van het bezoek</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Stap</translation>
    </message>
    <message>
        <source>Step {step}, {begin} to {end}. Incidents: {count}.</source>
        <translation>Stap {step}, {begin} tot en met {end}. Incidenten: {count}.</translation>
    </message>
    <message>
        <source>Steps that were cold</source>
        <translation>Koude stappen</translation>
    </message>
    <message>
        <source>Steps that were hot</source>
        <translation>Hete stappen</translation>
    </message>
    <message>
        <source>Steps that were hot: {hot}, cold: {cold}. Incidents: {count}, in the latest step: {last}.</source>
        <translation>Stappen die heet waren: {hot}, koud: {cold}. Incidenten: {count}, in de laatste stap: {last}.</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>Stops</translation>
    </message>
    <message>
        <source>Stops seen inside</source>
        <translation>Stops van binnen gezien</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straat</translation>
    </message>
    <message>
        <source>Strongest reasons</source>
        <translation>Sterkste redenen</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Teams</translation>
    </message>
    <message>
        <source>The concentration grew over the steps.</source>
        <translation>De concentratie nam over de stappen toe.</translation>
    </message>
    <message>
        <source>The concentration weakened over the steps.</source>
        <translation>De concentratie nam over de stappen af.</translation>
    </message>
    <message>
        <source>Time between (days)</source>
        <translation>Tijd ertussen (dagen)</translation>
    </message>
    <message>
        <source>Times an even spread</source>
        <translation>Keer een gelijke verdeling</translation>
    </message>
    <message>
        <source>Times the average street</source>
        <translation>Keer de gemiddelde straat</translation>
    </message>
    <message>
        <source>Times what a map at random finds (PAI)</source>
        <translation>Keer wat een willekeurige kaart vindt (PAI)</translation>
    </message>
    <message>
        <source>Times what chance gives</source>
        <translation>Keer wat toeval geeft</translation>
    </message>
    <message>
        <source>To the road (metres)</source>
        <translation>Tot de weg (meter)</translation>
    </message>
    <message>
        <source>Too few locations to compare: values only.</source>
        <translation>Te weinig locaties om te vergelijken: alleen waarden.</translation>
    </message>
    <message>
        <source>Too little data for a score.</source>
        <translation>Te weinig gegevens voor een score.</translation>
    </message>
    <message>
        <source>Trend (-3 to 3)</source>
        <translation>Trend (-3 tot 3)</translation>
    </message>
    <message>
        <source>Unpaved</source>
        <translation>Onverhard</translation>
    </message>
    <message>
        <source>Upper end of the 95 % interval</source>
        <translation>Bovengrens van het 95 %-interval</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Bezoek</translation>
    </message>
    <message>
        <source>Visit (minutes)</source>
        <translation>Bezoek (minuten)</translation>
    </message>
    <message>
        <source>Visit begins</source>
        <translation>Begin bezoek</translation>
    </message>
    <message>
        <source>Visited</source>
        <translation>Bezocht</translation>
    </message>
    <message>
        <source>Waiting (minutes)</source>
        <translation>Wachten (minuten)</translation>
    </message>
    <message>
        <source>Waiting: {minutes} minutes</source>
        <translation>Wachten: {minutes} minuten</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>Watermerk</translation>
    </message>
    <message>
        <source>Way from stop to stop</source>
        <translation>Weg van stop naar stop</translation>
    </message>
    <message>
        <source>Weekday (1 is Monday)</source>
        <translation>Weekdag (1 is maandag)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Wat ervan kwam</translation>
    </message>
    <message>
        <source>What the place is like, not that anything happens there.</source>
        <translation>Hoe de plek is, niet dat er iets gebeurt.</translation>
    </message>
    <message>
        <source>Where incidents concentrate, not where the risk is higher.</source>
        <translation>Waar incidenten zich concentreren, niet waar de kans groter is.</translation>
    </message>
    <message>
        <source>Wood or nature beside it</source>
        <translation>Bos of natuur erlangs</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>about the average, up to twice</source>
        <translation>rond het gemiddelde, tot twee keer</translation>
    </message>
    <message>
        <source>about the same</source>
        <translation>ongeveer gelijk</translation>
    </message>
    <message>
        <source>all four marks: wood or nature, regional road, no dwelling, dead end or unpaved</source>
        <translation>alle vier de kenmerken: bos of natuur, regionale weg, geen woning, doodlopend of onverhard</translation>
    </message>
    <message>
        <source>among the fewest that together carry {share} % of the incidents</source>
        <translation>hoort bij de minste die samen {share} % van de incidenten dragen</translation>
    </message>
    <message>
        <source>asks attention</source>
        <translation>aandacht nodig</translation>
    </message>
    <message>
        <source>at most {percent} % chance of any false alarm</source>
        <translation>hoogstens {percent} % kans op ook maar één vals alarm</translation>
    </message>
    <message>
        <source>at most {percent} % false alarms</source>
        <translation>hoogstens {percent} % vals alarm</translation>
    </message>
    <message>
        <source>at the edge of a cluster</source>
        <translation>aan de rand van een cluster</translation>
    </message>
    <message>
        <source>by car</source>
        <translation>met de auto</translation>
    </message>
    <message>
        <source>clearly few incidents together ({chance})</source>
        <translation>duidelijk weinig incidenten bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>close by on the same moment; order not known</source>
        <translation>dichtbij op hetzelfde moment; volgorde onbekend</translation>
    </message>
    <message>
        <source>cluster: chance gives ones as large</source>
        <translation>cluster: toeval geeft ook zulke grote</translation>
    </message>
    <message>
        <source>cluster: larger than chance gives</source>
        <translation>cluster: groter dan toeval geeft</translation>
    </message>
    <message>
        <source>cluster: not tested</source>
        <translation>cluster: niet getoetst</translation>
    </message>
    <message>
        <source>cold in this step; too early for a pattern</source>
        <translation>koud in deze stap; te vroeg voor een patroon</translation>
    </message>
    <message>
        <source>consecutive cold spot</source>
        <translation>aaneengesloten koude plek</translation>
    </message>
    <message>
        <source>consecutive hot spot</source>
        <translation>aaneengesloten concentratie</translation>
    </message>
    <message>
        <source>different months</source>
        <translation>verschillende maanden</translation>
    </message>
    <message>
        <source>diminishing cold spot</source>
        <translation>afnemende koude plek</translation>
    </message>
    <message>
        <source>diminishing hot spot</source>
        <translation>afnemende concentratie</translation>
    </message>
    <message>
        <source>does not stand out, or may not be shown: few incidents or addresses, or one address</source>
        <translation>valt niet op, of mag niet worden getoond: weinig incidenten of adressen, of één adres</translation>
    </message>
    <message>
        <source>few</source>
        <translation>weinig</translation>
    </message>
    <message>
        <source>few incidents together ({chance})</source>
        <translation>weinig incidenten bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>fewer</source>
        <translation>minder</translation>
    </message>
    <message>
        <source>fewer incidents than those</source>
        <translation>minder incidenten dan die</translation>
    </message>
    <message>
        <source>fewer than 5 incidents within reach: says little</source>
        <translation>minder dan 5 incidenten binnen bereik: zegt weinig</translation>
    </message>
    <message>
        <source>first: others followed close by</source>
        <translation>eerste: er volgden andere dichtbij</translation>
    </message>
    <message>
        <source>follow-up of an earlier one close by</source>
        <translation>vervolg op een eerder incident dichtbij</translation>
    </message>
    <message>
        <source>followed by {n} close by</source>
        <translation>{n} volgden dichtbij</translation>
    </message>
    <message>
        <source>followed others, and was followed</source>
        <translation>volgde op andere, en werd gevolgd</translation>
    </message>
    <message>
        <source>for the first time in the latest step</source>
        <translation>voor het eerst in de laatste stap</translation>
    </message>
    <message>
        <source>further inquiry</source>
        <translation>nader onderzoek</translation>
    </message>
    <message>
        <source>further inquiry needed</source>
        <translation>nader onderzoek nodig</translation>
    </message>
    <message>
        <source>high among high</source>
        <translation>hoog tussen hoog</translation>
    </message>
    <message>
        <source>high among low</source>
        <translation>hoog tussen laag</translation>
    </message>
    <message>
        <source>high rates clearly lie together ({chance})</source>
        <translation>hoge cijfers liggen duidelijk bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>high rates lie together ({chance})</source>
        <translation>hoge cijfers liggen bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>high rates very clearly lie together ({chance})</source>
        <translation>hoge cijfers liggen zeer duidelijk bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>historical cold spot</source>
        <translation>voorbije koude plek</translation>
    </message>
    <message>
        <source>historical hot spot</source>
        <translation>voorbije concentratie</translation>
    </message>
    <message>
        <source>hot in this step; too early for a pattern</source>
        <translation>heet in deze stap; te vroeg voor een patroon</translation>
    </message>
    <message>
        <source>in a cluster: many others around it</source>
        <translation>in een cluster: veel andere eromheen</translation>
    </message>
    <message>
        <source>in no cluster</source>
        <translation>in geen cluster</translation>
    </message>
    <message>
        <source>in the latest step, once the opposite</source>
        <translation>in de laatste stap, ooit het omgekeerde</translation>
    </message>
    <message>
        <source>in the latest steps without a break, never before</source>
        <translation>in de laatste stappen zonder onderbreking, nooit eerder</translation>
    </message>
    <message>
        <source>in the map: incidents came</source>
        <translation>op de kaart: er kwamen incidenten</translation>
    </message>
    <message>
        <source>in the map: none came</source>
        <translation>op de kaart: er kwamen er geen</translation>
    </message>
    <message>
        <source>incidents</source>
        <translation>incidenten</translation>
    </message>
    <message>
        <source>incidents concentrate ({chance})</source>
        <translation>incidenten concentreren zich ({chance})</translation>
    </message>
    <message>
        <source>incidents concentrate clearly ({chance})</source>
        <translation>incidenten concentreren zich duidelijk ({chance})</translation>
    </message>
    <message>
        <source>incidents concentrate very clearly ({chance})</source>
        <translation>incidenten concentreren zich zeer duidelijk ({chance})</translation>
    </message>
    <message>
        <source>intensifying cold spot</source>
        <translation>toenemende koude plek</translation>
    </message>
    <message>
        <source>intensifying hot spot</source>
        <translation>toenemende concentratie</translation>
    </message>
    <message>
        <source>just short of a concentration ({chance})</source>
        <translation>net geen concentratie ({chance})</translation>
    </message>
    <message>
        <source>just short of clearly few ({chance})</source>
        <translation>net niet duidelijk weinig ({chance})</translation>
    </message>
    <message>
        <source>just short of standing out (at most 10 % false alarms)</source>
        <translation>valt net niet op (hoogstens 10 % vals alarm)</translation>
    </message>
    <message>
        <source>just short of standing out ({chance})</source>
        <translation>valt net niet op ({chance})</translation>
    </message>
    <message>
        <source>less than the average street</source>
        <translation>minder dan de gemiddelde straat</translation>
    </message>
    <message>
        <source>little attention (20 to 40)</source>
        <translation>weinig aandacht (20 tot 40)</translation>
    </message>
    <message>
        <source>low among high</source>
        <translation>laag tussen hoog</translation>
    </message>
    <message>
        <source>low among low</source>
        <translation>laag tussen laag</translation>
    </message>
    <message>
        <source>low rates clearly lie together ({chance})</source>
        <translation>lage cijfers liggen duidelijk bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>low rates lie together ({chance})</source>
        <translation>lage cijfers liggen bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>low rates very clearly lie together ({chance})</source>
        <translation>lage cijfers liggen zeer duidelijk bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>many</source>
        <translation>veel</translation>
    </message>
    <message>
        <source>many fewer</source>
        <translation>veel minder</translation>
    </message>
    <message>
        <source>many more</source>
        <translation>veel meer</translation>
    </message>
    <message>
        <source>more</source>
        <translation>meer</translation>
    </message>
    <message>
        <source>more: 2 to 5 times the average</source>
        <translation>meer: 2 tot 5 keer het gemiddelde</translation>
    </message>
    <message>
        <source>much attention (60 to 80)</source>
        <translation>veel aandacht (60 tot 80)</translation>
    </message>
    <message>
        <source>much more: 5 to 10 times the average</source>
        <translation>veel meer: 5 tot 10 keer het gemiddelde</translation>
    </message>
    <message>
        <source>municipality</source>
        <translation>gemeente</translation>
    </message>
    <message>
        <source>nearly always, and ever stronger</source>
        <translation>bijna altijd, en steeds sterker</translation>
    </message>
    <message>
        <source>nearly always, but not in the latest step</source>
        <translation>bijna altijd, maar niet in de laatste stap</translation>
    </message>
    <message>
        <source>nearly always, but weaker</source>
        <translation>bijna altijd, maar steeds zwakker</translation>
    </message>
    <message>
        <source>nearly always, no trend</source>
        <translation>bijna altijd, geen trend</translation>
    </message>
    <message>
        <source>new cold spot</source>
        <translation>nieuwe koude plek</translation>
    </message>
    <message>
        <source>new hot spot</source>
        <translation>nieuwe concentratie</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
    <message>
        <source>no clear concentration</source>
        <translation>geen duidelijke concentratie</translation>
    </message>
    <message>
        <source>no more than exposure explains</source>
        <translation>niet meer dan de blootstelling verklaart</translation>
    </message>
    <message>
        <source>no more than exposure explains, or not tested</source>
        <translation>niet meer dan de blootstelling verklaart, of niet getoetst</translation>
    </message>
    <message>
        <source>no pattern</source>
        <translation>geen patroon</translation>
    </message>
    <message>
        <source>no share: see its values</source>
        <translation>geen aandeel: zie de waarden</translation>
    </message>
    <message>
        <source>nobody there, or closed</source>
        <translation>niemand aanwezig, of gesloten</translation>
    </message>
    <message>
        <source>nominal level {percent} %; chance gives this more often</source>
        <translation>nominaal {percent} %; toeval geeft dit vaker</translation>
    </message>
    <message>
        <source>none of the marks</source>
        <translation>geen van de kenmerken</translation>
    </message>
    <message>
        <source>none or hardly any (under {high} {unit})</source>
        <translation>geen of nauwelijks (onder {high} {unit})</translation>
    </message>
    <message>
        <source>not in the map: incidents came</source>
        <translation>niet op de kaart: er kwamen incidenten</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>niet bekend</translation>
    </message>
    <message>
        <source>not let in</source>
        <translation>niet toegelaten</translation>
    </message>
    <message>
        <source>not tested: nothing is exposed here</source>
        <translation>niet getoetst: hier is geen blootstelling</translation>
    </message>
    <message>
        <source>not visited: {reason}</source>
        <translation>niet bezocht: {reason}</translation>
    </message>
    <message>
        <source>note</source>
        <translation>aandachtspunt</translation>
    </message>
    <message>
        <source>nothing known</source>
        <translation>niets bekend</translation>
    </message>
    <message>
        <source>nothing remarkable</source>
        <translation>niets bijzonders</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>in orde</translation>
    </message>
    <message>
        <source>on and off, in the latest step too</source>
        <translation>met onderbrekingen, ook in de laatste stap</translation>
    </message>
    <message>
        <source>on foot</source>
        <translation>te voet</translation>
    </message>
    <message>
        <source>on the edge of the map, equal to others: counts for a part</source>
        <translation>op de rand van de kaart, gelijk met andere: telt voor een deel mee</translation>
    </message>
    <message>
        <source>one mark of dumping</source>
        <translation>één kenmerk van dumpplekken</translation>
    </message>
    <message>
        <source>oscillating cold spot</source>
        <translation>wisselende koude plek</translation>
    </message>
    <message>
        <source>oscillating hot spot</source>
        <translation>wisselende concentratie</translation>
    </message>
    <message>
        <source>p (chance of a cluster as large)</source>
        <translation>p (kans op een even groot cluster)</translation>
    </message>
    <message>
        <source>p (chance of as many pairs or more)</source>
        <translation>p (kans op evenveel paren of meer)</translation>
    </message>
    <message>
        <source>p by permutation (for comparison)</source>
        <translation>p door permutatie (ter vergelijking)</translation>
    </message>
    <message>
        <source>p of the trend</source>
        <translation>p van de trend</translation>
    </message>
    <message>
        <source>p of this place with its neighbours</source>
        <translation>p van deze plek met zijn buren</translation>
    </message>
    <message>
        <source>p, corrected as asked</source>
        <translation>p, gecorrigeerd zoals gevraagd</translation>
    </message>
    <message>
        <source>p, corrected for the number of bands</source>
        <translation>p, gecorrigeerd voor het aantal klassen</translation>
    </message>
    <message>
        <source>pale, in any colour: no clear change, chance alone gives this too</source>
        <translation>bleek, in elke kleur: geen duidelijke verandering, ook toeval alleen geeft dit</translation>
    </message>
    <message>
        <source>parking place</source>
        <translation>parkeerplek</translation>
    </message>
    <message>
        <source>part of its set that was measured: {shares}</source>
        <translation>gemeten deel van de set: {shares}</translation>
    </message>
    <message>
        <source>per km of street</source>
        <translation>per km straat</translation>
    </message>
    <message>
        <source>per km of street per year</source>
        <translation>per km straat per jaar</translation>
    </message>
    <message>
        <source>per km²</source>
        <translation>per km²</translation>
    </message>
    <message>
        <source>per km² per year</source>
        <translation>per km² per jaar</translation>
    </message>
    <message>
        <source>persistent cold spot</source>
        <translation>blijvende koude plek</translation>
    </message>
    <message>
        <source>persistent hot spot</source>
        <translation>blijvende concentratie</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>rang</translation>
    </message>
    <message>
        <source>segment to look along</source>
        <translation>wegvak om langs te kijken</translation>
    </message>
    <message>
        <source>serious</source>
        <translation>ernstig</translation>
    </message>
    <message>
        <source>some</source>
        <translation>enige</translation>
    </message>
    <message>
        <source>some attention (40 to 60)</source>
        <translation>enige aandacht (40 tot 60)</translation>
    </message>
    <message>
        <source>sporadic cold spot</source>
        <translation>onregelmatige koude plek</translation>
    </message>
    <message>
        <source>sporadic hot spot</source>
        <translation>onregelmatige concentratie</translation>
    </message>
    <message>
        <source>stands out ({chance})</source>
        <translation>valt op ({chance})</translation>
    </message>
    <message>
        <source>stands out by one address here</source>
        <translation>valt op door één adres hier</translation>
    </message>
    <message>
        <source>stands out by one address in a neighbour</source>
        <translation>valt op door één adres bij een buur</translation>
    </message>
    <message>
        <source>stands out clearly (at most 5 % false alarms)</source>
        <translation>valt duidelijk op (hooguit 5 % vals alarm)</translation>
    </message>
    <message>
        <source>stands out clearly ({chance})</source>
        <translation>valt duidelijk op ({chance})</translation>
    </message>
    <message>
        <source>stands out very clearly (at most 1 % false alarms)</source>
        <translation>valt zeer duidelijk op (hooguit 1 % vals alarm)</translation>
    </message>
    <message>
        <source>stands out very clearly ({chance})</source>
        <translation>valt zeer duidelijk op ({chance})</translation>
    </message>
    <message>
        <source>three marks</source>
        <translation>drie kenmerken</translation>
    </message>
    <message>
        <source>times the average street</source>
        <translation>keer de gemiddelde straat</translation>
    </message>
    <message>
        <source>too early for a pattern</source>
        <translation>te vroeg voor een patroon</translation>
    </message>
    <message>
        <source>too few locations to compare; values only</source>
        <translation>te weinig locaties om te vergelijken; alleen waarden</translation>
    </message>
    <message>
        <source>too little data for a score</source>
        <translation>te weinig gegevens voor een score</translation>
    </message>
    <message>
        <source>two marks</source>
        <translation>twee kenmerken</translation>
    </message>
    <message>
        <source>under 10 % of its locations in the top fifth</source>
        <translation>minder dan 10 % van de locaties in het hoogste vijfde deel</translation>
    </message>
    <message>
        <source>under 20 locations: read with care</source>
        <translation>minder dan 20 locaties: lees dit met voorzichtigheid</translation>
    </message>
    <message>
        <source>under 5 incidents, or not shown to protect such a place</source>
        <translation>minder dan 5 incidenten, of niet getoond om zo'n plek te beschermen</translation>
    </message>
    <message>
        <source>very clearly few incidents together ({chance})</source>
        <translation>zeer duidelijk weinig incidenten bij elkaar ({chance})</translation>
    </message>
    <message>
        <source>very few</source>
        <translation>zeer weinig</translation>
    </message>
    <message>
        <source>very little attention (under 20)</source>
        <translation>zeer weinig aandacht (onder 20)</translation>
    </message>
    <message>
        <source>very many</source>
        <translation>zeer veel</translation>
    </message>
    <message>
        <source>very much attention (80 and over)</source>
        <translation>zeer veel aandacht (80 en hoger)</translation>
    </message>
    <message>
        <source>very much more: 10 times the average and over</source>
        <translation>heel veel meer: 10 keer het gemiddelde en meer</translation>
    </message>
    <message>
        <source>violation</source>
        <translation>overtreding</translation>
    </message>
    <message>
        <source>violation found</source>
        <translation>overtreding gevonden</translation>
    </message>
    <message>
        <source>way to the next segment</source>
        <translation>weg naar het volgende wegvak</translation>
    </message>
    <message>
        <source>whether anybody lives here was not checked</source>
        <translation>of hier iemand woont, is niet nagegaan</translation>
    </message>
    <message>
        <source>with dwellings</source>
        <translation>met woningen</translation>
    </message>
    <message>
        <source>without dwellings</source>
        <translation>zonder woningen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>z of the method</source>
        <translation>z van de methode</translation>
    </message>
    <message>
        <source>z of the trend</source>
        <translation>z van de trend</translation>
    </message>
    <message>
        <source>{days} days and {metres} m after {id}</source>
        <translation>{days} dagen en {metres} m na {id}</translation>
    </message>
    <message>
        <source>{metres} m in {minutes} minutes; {total} minutes after the start</source>
        <translation>{metres} m in {minutes} minuten; {total} minuten na het begin</translation>
    </message>
    <message>
        <source>{percent} % chance each by itself; not corrected, so expect false alarms</source>
        <translation>elk op zich {percent} % kans; niet gecorrigeerd, reken dus op vals alarm</translation>
    </message>
    <message>
        <source>{rate} (smoothed)</source>
        <translation>{rate} (afgevlakt)</translation>
    </message>
    <message>
        <source>{score} marks of dumping, of the {known} that are known</source>
        <translation>{score} kenmerken van dumpplekken, van de {known} die bekend zijn</translation>
    </message>
    <message>
        <source>{stops} stops, {minutes} minutes, {km} km; leaves {leaves}, back {returns}</source>
        <translation>{stops} stops, {minutes} minuten, {km} km; vertrekt {leaves}, terug {returns}</translation>
    </message>
    <message>
        <source>{words} (less than {low} {unit} either way)</source>
        <translation>{words} (minder dan {low} {unit} erbij of eraf)</translation>
    </message>
    <message>
        <source>{words} (over {low} {unit})</source>
        <translation>{words} (meer dan {low} {unit})</translation>
    </message>
    <message>
        <source>{words} ({low} to {high} {unit})</source>
        <translation>{words} ({low} tot {high} {unit})</translation>
    </message>
</context>
<context>
    <name>plugin</name>
    <message>
        <source>Assess a municipality…</source>
        <translation>Gemeente beoordelen…</translation>
    </message>
    <message>
        <source>Assess loaded registers…</source>
        <translation>Geladen registers beoordelen…</translation>
    </message>
    <message>
        <source>Derive areas from the BAG…</source>
        <translation>Gebieden afleiden uit de BAG…</translation>
    </message>
    <message>
        <source>Download registers (PDOK)…</source>
        <translation>Registers downloaden (PDOK)…</translation>
    </message>
    <message>
        <source>Import visits…</source>
        <translation>Bezoeken inlezen…</translation>
    </message>
    <message>
        <source>Incident hotspots…</source>
        <translation>Concentraties van incidenten…</translation>
    </message>
    <message>
        <source>Load registers…</source>
        <translation>Registers laden…</translation>
    </message>
    <message>
        <source>Make map sheets…</source>
        <translation>Kaartbladen maken…</translation>
    </message>
    <message>
        <source>Plan inspection routes…</source>
        <translation>Inspectieroutes plannen…</translation>
    </message>
    <message>
        <source>Quality report…</source>
        <translation>Kwaliteitsrapport…</translation>
    </message>
    <message>
        <source>Read registers from PostGIS…</source>
        <translation>Registers uit PostGIS lezen…</translation>
    </message>
    <message>
        <source>Score road segments for dumping…</source>
        <translation>Wegvakken scoren op kenmerken van dumping…</translation>
    </message>
    <message>
        <source>Synthetic municipality…</source>
        <translation>Verzonnen gemeente…</translation>
    </message>
    <message>
        <source>Write registers to PostGIS…</source>
        <translation>Registers naar PostGIS schrijven…</translation>
    </message>
</context>
<context>
    <name>postgis</name>
    <message>
        <source>WOZ objects, linked to the BAG</source>
        <translation>WOZ-objecten, gekoppeld aan de BAG</translation>
    </message>
    <message>
        <source>WOZ values per object and waardepeildatum</source>
        <translation>WOZ-waarden per object en waardepeildatum</translation>
    </message>
    <message>
        <source>areas: industrial estates, shopping zones, countryside</source>
        <translation>gebieden: bedrijventerreinen, winkelgebieden, buitengebied</translation>
    </message>
    <message>
        <source>boundary of the municipality</source>
        <translation>grens van de gemeente</translation>
    </message>
    <message>
        <source>buildings of the BAG that are in stock on the reference date</source>
        <translation>panden van de BAG die op de peildatum in de voorraad zijn</translation>
    </message>
    <message>
        <source>buildings of the BGT, with their identification in the BAG</source>
        <translation>panden van de BGT, met hun identificatie in de BAG</translation>
    </message>
    <message>
        <source>establishments by BAG object, without names</source>
        <translation>vestigingen per BAG-object, zonder namen</translation>
    </message>
    <message>
        <source>events in the history of BAG objects</source>
        <translation>gebeurtenissen in de geschiedenis van BAG-objecten</translation>
    </message>
    <message>
        <source>ground and water of the BGT</source>
        <translation>terrein en water van de BGT</translation>
    </message>
    <message>
        <source>incidents with a place</source>
        <translation>incidenten met een plek</translation>
    </message>
    <message>
        <source>incidents without a place, with the reason</source>
        <translation>incidenten zonder plek, met de reden</translation>
    </message>
    <message>
        <source>ligplaatsen of the BAG, with address</source>
        <translation>ligplaatsen van de BAG, met adres</translation>
    </message>
    <message>
        <source>lists of the municipality by BAG object</source>
        <translation>lijsten van de gemeente per BAG-object</translation>
    </message>
    <message>
        <source>neighbourhoods of the CBS</source>
        <translation>buurten van het CBS</translation>
    </message>
    <message>
        <source>objects that are vacant</source>
        <translation>objecten die leegstaan</translation>
    </message>
    <message>
        <source>other structures of the BGT</source>
        <translation>overige bouwwerken van de BGT</translation>
    </message>
    <message>
        <source>reference date and format of the registers in this schema</source>
        <translation>peildatum en formaat van de registers in dit schema</translation>
    </message>
    <message>
        <source>road network between numbered junctions</source>
        <translation>wegvakken tussen genummerde knopen</translation>
    </message>
    <message>
        <source>road surfaces of the BGT</source>
        <translation>wegdelen van de BGT</translation>
    </message>
    <message>
        <source>standplaatsen of the BAG, with address</source>
        <translation>standplaatsen van de BAG, met adres</translation>
    </message>
    <message>
        <source>the objects these messages concern</source>
        <translation>de objecten waar deze meldingen over gaan</translation>
    </message>
    <message>
        <source>verblijfsobjecten of the BAG in stock, with use, area and address</source>
        <translation>verblijfsobjecten van de BAG in de voorraad, met gebruik, oppervlakte en adres</translation>
    </message>
    <message>
        <source>what was told when the registers were loaded</source>
        <translation>wat bij het laden van de registers is gemeld</translation>
    </message>
    <message>
        <source>woonplaatsen of the BAG</source>
        <translation>woonplaatsen van de BAG</translation>
    </message>
</context>
<context>
    <name>requirements</name>
    <message>
        <source>Locatierisico needs Python 3.11 or newer; this QGIS has {found}. A newer QGIS brings it.</source>
        <translation>Locatierisico heeft Python 3.11 of nieuwer nodig; deze QGIS heeft {found}. Een nieuwere QGIS brengt die mee.</translation>
    </message>
    <message>
        <source>Locatierisico needs {packages}. Close QGIS, open a terminal and run: {command}</source>
        <translation>Locatierisico heeft {packages} nodig. Sluit QGIS, open een terminal en voer uit: {command}</translation>
    </message>
    <message>
        <source>Locatierisico needs {packages}. Close QGIS, open the OSGeo4W Shell and run: {command}</source>
        <translation>Locatierisico heeft {packages} nodig. Sluit QGIS, open de OSGeo4W Shell en voer uit: {command}</translation>
    </message>
</context>
<context>
    <name>sheets</name>
    <message>
        <source>? is an open question: ask before you go. Outcome: {outcomes}.</source>
        <translation>? is een open vraag: vraag het na voor vertrek. Uitkomst: {outcomes}.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>An indication, not a suspicion.</source>
        <translation>Indicatie, geen verdenking.</translation>
    </message>
    <message>
        <source>Arrival - departure</source>
        <translation>Aankomst - vertrek</translation>
    </message>
    <message>
        <source>Binnentreden</source>
        <translation>Binnentreden</translation>
    </message>
    <message>
        <source>E</source>
        <translation>E</translation>
    </message>
    <message>
        <source>Inspection route: {team}</source>
        <translation>Inspectieroute: {team}</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>Laatste bezoek</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notities</translation>
    </message>
    <message>
        <source>Notes are about the place: no names of persons.</source>
        <translation>Notities gaan over de plek: geen namen van personen.</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Uitkomst</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>Partners</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>S start, E end (where elsewhere), P parking place, dotted on foot</source>
        <translation>S vertrek, E eind (als dat elders is), P parkeerplek, stippellijn te voet</translation>
    </message>
    <message>
        <source>SIMULATED: not real data</source>
        <translation>GESIMULEERD: geen echte gegevens</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Veiligheid</translation>
    </message>
    <message>
        <source>Statutory basis</source>
        <translation>Wettelijke grondslag</translation>
    </message>
    <message>
        <source>and {left} more, see QField</source>
        <translation>en nog {left}, zie QField</translation>
    </message>
    <message>
        <source>back {value}</source>
        <translation>terug {value}</translation>
    </message>
    <message>
        <source>break {value}</source>
        <translation>pauze {value}</translation>
    </message>
    <message>
        <source>can be visited {window}</source>
        <translation>te bezoeken {window}</translation>
    </message>
    <message>
        <source>leaves {value}</source>
        <translation>vertrek {value}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>pagina {page} van {pages}</translation>
    </message>
    <message>
        <source>parking place {parking}</source>
        <translation>parkeerplek {parking}</translation>
    </message>
    <message>
        <source>reference date {day}, recipe {hash}</source>
        <translation>peildatum {day}, recept {hash}</translation>
    </message>
    <message>
        <source>scale 1 : {scale}</source>
        <translation>schaal 1 : {scale}</translation>
    </message>
    <message>
        <source>stops: {value}</source>
        <translation>stops: {value}</translation>
    </message>
    <message>
        <source>there is a dwelling in or beside it</source>
        <translation>er is een woning in of naast</translation>
    </message>
    <message>
        <source>visit from {begin}</source>
        <translation>bezoek vanaf {begin}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>{km} km</source>
        <translation>{km} km</translation>
    </message>
    <message>
        <source>{title}, detail {number}</source>
        <translation>{title}, detail {number}</translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leeg)</translation>
    </message>
    <message>
        <source>(long texts)</source>
        <translation>(lange teksten)</translation>
    </message>
    <message>
        <source>(no column)</source>
        <translation>(geen kolom)</translation>
    </message>
    <message>
        <source>(of {n} that may be visited).</source>
        <translation>(van {n} die bezocht mogen worden).</translation>
    </message>
    <message>
        <source>1 Sheets</source>
        <translation>1 Bladen</translation>
    </message>
    <message>
        <source>1 Stops</source>
        <translation>1 Stops</translation>
    </message>
    <message>
        <source>1 location</source>
        <translation>1 locatie</translation>
    </message>
    <message>
        <source>2 Marks</source>
        <translation>2 Merken</translation>
    </message>
    <message>
        <source>2 Visit</source>
        <translation>2 Bezoek</translation>
    </message>
    <message>
        <source>3 Form</source>
        <translation>3 Vorm</translation>
    </message>
    <message>
        <source>3 Who and when</source>
        <translation>3 Wie en wanneer</translation>
    </message>
    <message>
        <source>4 Town</source>
        <translation>4 Gemeente</translation>
    </message>
    <message>
        <source>5 Plan</source>
        <translation>5 Plan</translation>
    </message>
    <message>
        <source>A chart and a table. Incidents whose moment is known only as a window are spread over it.</source>
        <translation>Een grafiek en een tabel. Incidenten waarvan alleen een tijdvak bekend is, worden daarover verdeeld.</translation>
    </message>
    <message>
        <source>A layout of your own with a map. Empty: our layouts, or those in the Layout Manager.</source>
        <translation>Een eigen lay-out met een kaart. Leeg: onze lay-outs, of die in het lay-outbeheer.</translation>
    </message>
    <message>
        <source>A page shows here once a kind of sheet is chosen.</source>
        <translation>Hier komt een bladzijde zodra een soort kaartblad is gekozen.</translation>
    </message>
    <message>
        <source>A page shows here once an area is chosen.</source>
        <translation>Hier staat een bladzijde zodra er een gebied is gekozen.</translation>
    </message>
    <message>
        <source>A page shows here once there are results: open a run in the project, or browse.</source>
        <translation>Hier komt een bladzijde zodra er resultaten zijn: open een berekening in het project, of blader ernaar.</translation>
    </message>
    <message>
        <source>A smooth map of incidents per km² per year. It shows where much was reported, not why.</source>
        <translation>Een vloeiende kaart van incidenten per km² per jaar. Die laat zien waar veel is gemeld, niet waarom.</translation>
    </message>
    <message>
        <source>A table or points, a row a team, with the columns above.</source>
        <translation>Een tabel of punten, een rij per team, met de kolommen hierboven.</translation>
    </message>
    <message>
        <source>A team has no name.</source>
        <translation>Een team heeft geen naam.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Toevoegen</translation>
    </message>
    <message>
        <source>Add a layer with incidents (points) to the project and choose it.</source>
        <translation>Voeg een laag met incidenten (punten) toe aan het project en kies die.</translation>
    </message>
    <message>
        <source>Add at least one team.</source>
        <translation>Voeg ten minste één team toe.</translation>
    </message>
    <message>
        <source>Add the result of an assessment, or a layer of locations, to the project.</source>
        <translation>Voeg de uitkomst van een beoordeling, of een laag met locaties, toe aan het project.</translation>
    </message>
    <message>
        <source>Added for every business in the pand or complex.</source>
        <translation>Erbij voor elk bedrijf in het pand of complex.</translation>
    </message>
    <message>
        <source>Addition to the house number</source>
        <translation>Toevoeging</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Geavanceerd</translation>
    </message>
    <message>
        <source>All options…</source>
        <translation>Alle opties…</translation>
    </message>
    <message>
        <source>Along which streets?</source>
        <translation>Langs welke straten?</translation>
    </message>
    <message>
        <source>An address, or coordinates: 155000, 463000. Empty: {empty}.</source>
        <translation>Een adres, of coördinaten: 155000, 463000. Leeg: {empty}.</translation>
    </message>
    <message>
        <source>An indication, not a suspicion.</source>
        <translation>Een indicatie, geen verdenking.</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>Gebieden</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>Aankomst</translation>
    </message>
    <message>
        <source>As it is printed on the sheet.</source>
        <translation>Zoals op het routeblad gedrukt.</translation>
    </message>
    <message>
        <source>As on the map</source>
        <translation>Zoals op de kaart</translation>
    </message>
    <message>
        <source>Assess a municipality</source>
        <translation>Gemeente beoordelen</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Ten hoogste</translation>
    </message>
    <message>
        <source>At which hours, on which days, in which months?</source>
        <translation>Op welke uren, welke dagen, in welke maanden?</translation>
    </message>
    <message>
        <source>Attention for</source>
        <translation>Aandacht voor</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Maker</translation>
    </message>
    <message>
        <source>BAG id of the address (verblijfsobject)</source>
        <translation>BAG-nummer van het adres (verblijfsobject)</translation>
    </message>
    <message>
        <source>BAG id of the nummeraanduiding</source>
        <translation>BAG-id van de nummeraanduiding</translation>
    </message>
    <message>
        <source>BAG id of the pand</source>
        <translation>BAG-nummer van het pand</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Ondergrond</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Eerst</translation>
    </message>
    <message>
        <source>Besides, 1 control stop is drawn at random.</source>
        <translation>Daarnaast wordt 1 controlestop willekeurig geloot.</translation>
    </message>
    <message>
        <source>Besides, {n} control stops are drawn at random.</source>
        <translation>Daarnaast worden {n} controlestops willekeurig geloot.</translation>
    </message>
    <message>
        <source>Booklet (PDF)</source>
        <translation>Boekje (PDF)</translation>
    </message>
    <message>
        <source>Break (min)</source>
        <translation>Pauze (min)</translation>
    </message>
    <message>
        <source>CSV with a national reference, drawn beside the profile of each area.</source>
        <translation>CSV met een landelijke referentie, getekend bij het profiel van elk gebied.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Cancelled before a page was done.</source>
        <translation>Gestopt voordat er een bladzijde klaar was.</translation>
    </message>
    <message>
        <source>Cancelled before there was a plan; nothing was written.</source>
        <translation>Afgebroken voordat er een plan was; er is niets geschreven.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Geannuleerd; er is niets geschreven.</translation>
    </message>
    <message>
        <source>Cells by how their concentration went: new, consecutive, intensifying, persistent, diminishing. It can be played in time.</source>
        <translation>Cellen naar het verloop van hun concentratie: nieuw, aaneengesloten, toenemend, blijvend, afnemend. Het is in de tijd af te spelen.</translation>
    </message>
    <message>
        <source>Cells that stand out beyond what the number of addresses explains, corrected for looking at many cells. Without addresses every cell counts the same, and busy places stand out by themselves.</source>
        <translation>Cellen die meer opvallen dan het aantal adressen verklaart, ook nadat rekening is gehouden met het grote aantal cellen. Zonder adressen telt elke cel even zwaar, en vallen drukke plekken vanzelf op.</translation>
    </message>
    <message>
        <source>Checks the areas that are selected on the map.</source>
        <translation>Vinkt de gebieden aan die op de kaart geselecteerd zijn.</translation>
    </message>
    <message>
        <source>Choose a column for at least one role.</source>
        <translation>Kies ten minste één kolom.</translation>
    </message>
    <message>
        <source>Choose a file or a layer first; then its columns can be matched.</source>
        <translation>Kies eerst een bestand of laag; daarna zijn de kolommen toe te wijzen.</translation>
    </message>
    <message>
        <source>Choose a folder for the results.</source>
        <translation>Kies een map voor de resultaten.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Kies een map.</translation>
    </message>
    <message>
        <source>Choose a layer with areas, or another way to choose locations.</source>
        <translation>Kies een laag met gebieden, of een andere manier om locaties te kiezen.</translation>
    </message>
    <message>
        <source>Choose a question and press Run. What was found stands here.</source>
        <translation>Kies een vraag en druk op Uitvoeren. Hier komt te staan wat er gevonden is.</translation>
    </message>
    <message>
        <source>Choose at least one area.</source>
        <translation>Kies ten minste één gebied.</translation>
    </message>
    <message>
        <source>Choose at least one format.</source>
        <translation>Kies ten minste één vorm.</translation>
    </message>
    <message>
        <source>Choose at least one kind of area.</source>
        <translation>Kies ten minste één soort gebied.</translation>
    </message>
    <message>
        <source>Choose at least one kind of sheet.</source>
        <translation>Kies ten minste één soort kaartblad.</translation>
    </message>
    <message>
        <source>Choose the folder of a run</source>
        <translation>De map van een berekening kiezen</translation>
    </message>
    <message>
        <source>Choose the folder of a run.</source>
        <translation>Kies de map van een berekening.</translation>
    </message>
    <message>
        <source>Choose the stops and the teams and press Plan. The plan stands here.</source>
        <translation>Kies de stops en de teams en druk op Plannen. Het plan staat hier.</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>Rubricering</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Click the corners. Right click or Enter ends, Backspace takes back, Esc gives up.</source>
        <translation>Klik de hoekpunten. Rechts klikken of Enter sluit af, Backspace neemt een punt terug, Esc stopt ermee.</translation>
    </message>
    <message>
        <source>Click the place. Esc gives up.</source>
        <translation>Klik de plaats. Esc stopt ermee.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Clusters of incidents that lie close to each other on the map and in the calendar.</source>
        <translation>Groepen incidenten die dicht bij elkaar liggen op de kaart en op de kalender.</translation>
    </message>
    <message>
        <source>Colour of titles</source>
        <translation>Kleur van titels</translation>
    </message>
    <message>
        <source>Colour of what a page is about</source>
        <translation>Kleur van waar een bladzijde over gaat</translation>
    </message>
    <message>
        <source>Column mapping (*.json)</source>
        <translation>Kolomtoewijzing (*.json)</translation>
    </message>
    <message>
        <source>Control stops</source>
        <translation>Controlestops</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Landelijk</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date of closing</source>
        <translation>Datum opheffing</translation>
    </message>
    <message>
        <source>Date of founding</source>
        <translation>Datum vestiging</translation>
    </message>
    <message>
        <source>Date, or date with time</source>
        <translation>Datum, of datum met tijd</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dagen</translation>
    </message>
    <message>
        <source>Did maps of the past show where the next incidents came?</source>
        <translation>Lieten kaarten van het verleden zien waar de volgende incidenten kwamen?</translation>
    </message>
    <message>
        <source>Did the map work?</source>
        <translation>Werkte de kaart?</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Klaar.</translation>
    </message>
    <message>
        <source>Done. The layers were added to the project; the results lie in {folder}.</source>
        <translation>Klaar. De lagen zijn toegevoegd aan het project; de resultaten staan in {folder}.</translation>
    </message>
    <message>
        <source>Done. The results lie in {folder}.</source>
        <translation>Klaar. De resultaten staan in {folder}.</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>Punten per inch</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Omlaag</translation>
    </message>
    <message>
        <source>Drag a stop between two others: it stays between these. Drag it onto a team: the plan finds its place in the order. What is ticked stays where it is.</source>
        <translation>Sleep een stop tussen twee andere: hij blijft daartussen. Sleep hem op een team: het plan zoekt de beste plaats in de volgorde. Wat aangevinkt is, blijft waar het staat.</translation>
    </message>
    <message>
        <source>Draw on the map…</source>
        <translation>Tekenen op de kaart…</translation>
    </message>
    <message>
        <source>Drawn area</source>
        <translation>Getekend gebied</translation>
    </message>
    <message>
        <source>Draws for the sensitivity interval</source>
        <translation>Trekkingen voor het gevoeligheidsinterval</translation>
    </message>
    <message>
        <source>Earlier visits</source>
        <translation>Eerdere bezoeken</translation>
    </message>
    <message>
        <source>Empty: a field is looked for by its name.</source>
        <translation>Leeg: er wordt een veld op naam gezocht.</translation>
    </message>
    <message>
        <source>End date</source>
        <translation>Einddatum</translation>
    </message>
    <message>
        <source>End time</source>
        <translation>Eindtijd</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>Eindigt bij</translation>
    </message>
    <message>
        <source>Extent to read</source>
        <translation>Te lezen gebied</translation>
    </message>
    <message>
        <source>Field with mandatory (ja or nee)</source>
        <translation>Veld met verplicht (ja of nee)</translation>
    </message>
    <message>
        <source>Field with opening hours</source>
        <translation>Veld met openingstijden</translation>
    </message>
    <message>
        <source>Field with skills needed</source>
        <translation>Veld met nodige vaardigheden</translation>
    </message>
    <message>
        <source>Field with the begin</source>
        <translation>Veld met het begin</translation>
    </message>
    <message>
        <source>Field with the minutes</source>
        <translation>Veld met de minuten</translation>
    </message>
    <message>
        <source>Field with the priority</source>
        <translation>Veld met de prioriteit</translation>
    </message>
    <message>
        <source>Field with the visit from</source>
        <translation>Veld met bezoek vanaf</translation>
    </message>
    <message>
        <source>Field with the visit until</source>
        <translation>Veld met bezoek tot</translation>
    </message>
    <message>
        <source>Fields of the locations, found by their name; an empty one is not used.</source>
        <translation>Velden van de locaties, gevonden op hun naam; een leeg veld wordt niet gebruikt.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Eerste dag</translation>
    </message>
    <message>
        <source>Fixed stops</source>
        <translation>Vaste stops</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Map voor resultaten</translation>
    </message>
    <message>
        <source>Folder of a plan of inspections.</source>
        <translation>Map van een plan met inspecties.</translation>
    </message>
    <message>
        <source>Folder of a run</source>
        <translation>Map van een berekening</translation>
    </message>
    <message>
        <source>For partners, small counts, WOZ values and what is of single locations are not shown.</source>
        <translation>Voor partners staan kleine aantallen, WOZ-waarden en wat van losse locaties is er niet in.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Van</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Uit een bestand…</translation>
    </message>
    <message>
        <source>Gebruikscode</source>
        <translation>Gebruikscode</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Herkomst (gemeld or ontdekt)</source>
        <translation>Herkomst (gemeld of ontdekt)</translation>
    </message>
    <message>
        <source>Hotspots</source>
        <translation>Hotspots</translation>
    </message>
    <message>
        <source>House letter</source>
        <translation>Huisletter</translation>
    </message>
    <message>
        <source>House number</source>
        <translation>Huisnummer</translation>
    </message>
    <message>
        <source>House style</source>
        <translation>Huisstijl</translation>
    </message>
    <message>
        <source>How many of the highest locations</source>
        <translation>Hoeveel van de hoogste locaties</translation>
    </message>
    <message>
        <source>How many pairs lie close in place and time, beside what chance would give.</source>
        <translation>Hoeveel paren dicht bij elkaar liggen in plaats en tijd, naast wat toeval zou geven.</translation>
    </message>
    <message>
        <source>Id of the area</source>
        <translation>Nummer van het gebied</translation>
    </message>
    <message>
        <source>Ids of locations, with a semicolon between. Empty: the highest, as many as given.</source>
        <translation>Nummers van locaties, met een puntkomma ertussen. Leeg: de hoogste, zoveel als ernaast staat.</translation>
    </message>
    <message>
        <source>Incident hotspots</source>
        <translation>Concentraties van incidenten</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidenten</translation>
    </message>
    <message>
        <source>Incidents per km of street, spread along the roads instead of across the blocks.</source>
        <translation>Incidenten per km straat, uitgespreid langs de wegen en niet dwars door de bebouwing.</translation>
    </message>
    <message>
        <source>Ingangsdatum of the value</source>
        <translation>Ingangsdatum van de waarde</translation>
    </message>
    <message>
        <source>Inside the municipality</source>
        <translation>Binnen de gemeente</translation>
    </message>
    <message>
        <source>Inspection plan</source>
        <translation>Planning</translation>
    </message>
    <message>
        <source>Is it growing?</source>
        <translation>Groeit het?</translation>
    </message>
    <message>
        <source>Is one incident soon followed by another nearby?</source>
        <translation>Volgt op een incident snel een ander in de buurt?</translation>
    </message>
    <message>
        <source>Kind of incident</source>
        <translation>Soort incident</translation>
    </message>
    <message>
        <source>Kind of inspection</source>
        <translation>Soort inspectie</translation>
    </message>
    <message>
        <source>Kinds of area</source>
        <translation>Soorten gebied</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Breedtegraad</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Lagen</translation>
    </message>
    <message>
        <source>Leaves from</source>
        <translation>Vertrekt van</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Lijsten</translation>
    </message>
    <message>
        <source>Load teams</source>
        <translation>Teams openen</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>Openen…</translation>
    </message>
    <message>
        <source>Locations</source>
        <translation>Locaties</translation>
    </message>
    <message>
        <source>Locations from</source>
        <translation>Locaties uit</translation>
    </message>
    <message>
        <source>Locations of an assessment, or any layer.</source>
        <translation>Locaties van een beoordeling, of een andere laag.</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Lengtegraad</translation>
    </message>
    <message>
        <source>Look for better routes during</source>
        <translation>Betere routes zoeken gedurende</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Maken</translation>
    </message>
    <message>
        <source>Make map sheets</source>
        <translation>Kaartbladen maken</translation>
    </message>
    <message>
        <source>Makes the map again and again from what was known then, and counts what it found in the next month, beside simple counting and chance.</source>
        <translation>Maakt de kaart steeds opnieuw met wat toen bekend was, en telt wat die vond in de maand erna, naast simpel tellen en toeval.</translation>
    </message>
    <message>
        <source>Match columns</source>
        <translation>Kolommen toewijzen</translation>
    </message>
    <message>
        <source>Match columns…</source>
        <translation>Kolommen toewijzen…</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldingen</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verantwoording</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Minutes per visit</source>
        <translation>Minuten per bezoek</translation>
    </message>
    <message>
        <source>Minutes, around noon; 0 is no break.</source>
        <translation>Minuten, rond het middaguur; 0 is geen pauze.</translation>
    </message>
    <message>
        <source>Most stops</source>
        <translation>Meeste stops</translation>
    </message>
    <message>
        <source>Move to</source>
        <translation>Naar</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Name of the area</source>
        <translation>Naam van het gebied</translation>
    </message>
    <message>
        <source>Name of the list</source>
        <translation>Naam van de lijst</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Volgende bladzijde</translation>
    </message>
    <message>
        <source>No area is selected on the map. Select one, or take them all.</source>
        <translation>Er is op de kaart geen gebied geselecteerd. Selecteer er een, of neem ze alle.</translation>
    </message>
    <message>
        <source>No control stop comes besides: the choice is too small, or leaves none over.</source>
        <translation>Er komt geen controlestop bij: de keuze is te klein, of laat er geen over.</translation>
    </message>
    <message>
        <source>No location is selected. Select some on the map or in the table.</source>
        <translation>Er is geen locatie geselecteerd. Selecteer er enkele op de kaart of in de tabel.</translation>
    </message>
    <message>
        <source>No page can be shown ({error}). The log panel, tab Locatierisico, holds the details.</source>
        <translation>Er kan geen bladzijde worden getoond ({error}). De details staan in het logpaneel, tabblad Locatierisico.</translation>
    </message>
    <message>
        <source>Not in this table: {columns}.</source>
        <translation>Niet in deze tabel: {columns}.</translation>
    </message>
    <message>
        <source>Not planned</source>
        <translation>Niet gepland</translation>
    </message>
    <message>
        <source>Not to be used after</source>
        <translation>Niet meer gebruiken na</translation>
    </message>
    <message>
        <source>Not to be used from</source>
        <translation>Niet te gebruiken vanaf</translation>
    </message>
    <message>
        <source>Nothing changed.</source>
        <translation>Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Nothing is drawn yet: press Draw on the map.</source>
        <translation>Er is nog niets getekend: druk op Tekenen op de kaart.</translation>
    </message>
    <message>
        <source>Nothing stands out here, so there is no sheet of it.</source>
        <translation>Hier valt niets op, dus er is geen blad van.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Nu</translation>
    </message>
    <message>
        <source>Number of the incident</source>
        <translation>Nummer van het incident</translation>
    </message>
    <message>
        <source>Number of working days</source>
        <translation>Aantal werkdagen</translation>
    </message>
    <message>
        <source>Of those chosen above, the ones with the highest score. 0 is all of them.</source>
        <translation>Van wat hierboven gekozen is, de locaties met de hoogste score. 0 is alle.</translation>
    </message>
    <message>
        <source>Open a column mapping</source>
        <translation>Kolomtoewijzing openen</translation>
    </message>
    <message>
        <source>Open the booklet</source>
        <translation>Boekje openen</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>De map openen</translation>
    </message>
    <message>
        <source>Open the workbook</source>
        <translation>Werkboek openen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Openen…</translation>
    </message>
    <message>
        <source>Oppervlakte</source>
        <translation>Oppervlakte</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overzicht</translation>
    </message>
    <message>
        <source>PDF per page</source>
        <translation>PDF per bladzijde</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Partners too</source>
        <translation>Ook partners</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Plaatjes</translation>
    </message>
    <message>
        <source>Place on the map…</source>
        <translation>Plaats op de kaart…</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plannen</translation>
    </message>
    <message>
        <source>Plan anew</source>
        <translation>Helemaal opnieuw</translation>
    </message>
    <message>
        <source>Plan inspection routes</source>
        <translation>Inspectieroutes plannen</translation>
    </message>
    <message>
        <source>Plan per team and day</source>
        <translation>Plan per team en dag</translation>
    </message>
    <message>
        <source>Plan the rest again</source>
        <translation>De rest opnieuw plannen</translation>
    </message>
    <message>
        <source>Play in time</source>
        <translation>Afspelen in de tijd</translation>
    </message>
    <message>
        <source>Plays the last result, or else the incidents, month by month.</source>
        <translation>Speelt het laatste resultaat af, of anders de incidenten, maand voor maand.</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>Postcode</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voorinstelling</translation>
    </message>
    <message>
        <source>Preview of a page</source>
        <translation>Voorbeeld van een bladzijde</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige bladzijde</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Doel</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Terugzetten</translation>
    </message>
    <message>
        <source>PyVRP</source>
        <translation>PyVRP</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Vraag</translation>
    </message>
    <message>
        <source>Reference date (peildatum)</source>
        <translation>Peildatum</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>Registers</translation>
    </message>
    <message>
        <source>Registers: files or project layers</source>
        <translation>Registers: bestanden of projectlagen</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Opmerking</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultaten</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>Wegen</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Ronde</translation>
    </message>
    <message>
        <source>Route sheets need a plan: choose its folder.</source>
        <translation>Routebladen hebben een plan nodig: kies de map ervan.</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routes</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Uitvoeren</translation>
    </message>
    <message>
        <source>SBI code</source>
        <translation>SBI-code</translation>
    </message>
    <message>
        <source>Save teams</source>
        <translation>Teams opslaan</translation>
    </message>
    <message>
        <source>Save the column mapping</source>
        <translation>Kolomtoewijzing opslaan</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Opslaan…</translation>
    </message>
    <message>
        <source>Say which column holds what. It is remembered for every file with the same column names. Columns about persons are not shown: they are never read.</source>
        <translation>Geef aan wat in welke kolom staat. Dat wordt onthouden voor elk bestand met dezelfde kolomnamen. Kolommen over personen staan er niet bij: die worden nooit gelezen.</translation>
    </message>
    <message>
        <source>Scores become one by</source>
        <translation>Scores samenvoegen met</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startgetal</translation>
    </message>
    <message>
        <source>Separated by commas, such as: bouw, milieu.</source>
        <translation>Gescheiden door komma's, zoals: bouw, milieu.</translation>
    </message>
    <message>
        <source>Set file (TOML)</source>
        <translation>Setbestand (TOML)</translation>
    </message>
    <message>
        <source>Sheet {at} of {total}, page {page} of {pages}: {title}</source>
        <translation>Blad {at} van {total}, bladzijde {page} van {pages}: {title}</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Bladen</translation>
    </message>
    <message>
        <source>Shows the plan as it was made.</source>
        <translation>Toont het plan zoals het gemaakt is.</translation>
    </message>
    <message>
        <source>Skills</source>
        <translation>Vaardigheden</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>Zoekmethode</translation>
    </message>
    <message>
        <source>Soortobjectcode</source>
        <translation>Soortobjectcode</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Bron</translation>
    </message>
    <message>
        <source>Spread the work evenly over the teams</source>
        <translation>Het werk gelijk over de teams verdelen</translation>
    </message>
    <message>
        <source>Stands on every page. Empty: as the results tell.</source>
        <translation>Staat op elke bladzijde. Leeg: zoals bij de resultaten staat.</translation>
    </message>
    <message>
        <source>Status of the beschikking</source>
        <translation>Status van de beschikking</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop (ticked: stays here)</source>
        <translation>Stop (aangevinkt: blijft hier)</translation>
    </message>
    <message>
        <source>Stop with the best so far</source>
        <translation>Stoppen met het beste tot nu toe</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestopt.</translation>
    </message>
    <message>
        <source>Stopped: the pages that were done stay.</source>
        <translation>Gestopt: de bladzijden die klaar waren, blijven.</translation>
    </message>
    <message>
        <source>Stopped: this is the best plan found so far.</source>
        <translation>Gestopt: dit is het beste plan tot nu toe.</translation>
    </message>
    <message>
        <source>Stops drawn at random outside the top, to learn whether the list beats chance. 0 is none.</source>
        <translation>Stops die buiten de top willekeurig geloot worden, om te leren of de lijst meer vindt dan toeval. 0 is geen.</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straat</translation>
    </message>
    <message>
        <source>Study area</source>
        <translation>Studiegebied</translation>
    </message>
    <message>
        <source>Such as: ma-wo, vr. Empty is every day of the plan.</source>
        <translation>Zoals: ma-wo, vr. Leeg is elke dag van het plan.</translation>
    </message>
    <message>
        <source>Tables (CSV)</source>
        <translation>Tabellen (CSV)</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Weglaten</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Weggelaten</translation>
    </message>
    <message>
        <source>Takes the locations that are selected on the map.</source>
        <translation>Neemt de locaties die op de kaart geselecteerd zijn.</translation>
    </message>
    <message>
        <source>Team and day the stop goes to</source>
        <translation>Team en dag waar de stop heen gaat</translation>
    </message>
    <message>
        <source>Team {number}</source>
        <translation>Team {number}</translation>
    </message>
    <message>
        <source>Team {team} ends when it begins.</source>
        <translation>Team {team} eindigt wanneer het begint.</translation>
    </message>
    <message>
        <source>Team {team} has no shift: fill in from and until.</source>
        <translation>Team {team} heeft geen dienst: vul van en tot in.</translation>
    </message>
    <message>
        <source>Team {team}: an address is looked up in the layer Addresses (page 4), which is not chosen.</source>
        <translation>Team {team}: een adres wordt opgezocht in de laag Adressen (blad 4), en die is niet gekozen.</translation>
    </message>
    <message>
        <source>Team {team}: {value} is no time. Write it as 09:00.</source>
        <translation>Team {team}: {value} is geen tijd. Schrijf die als 09:00.</translation>
    </message>
    <message>
        <source>Team {team}: {value} is no whole number, at '{column}'.</source>
        <translation>Team {team}: {value} is geen heel getal, bij '{column}'.</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>Teams</translation>
    </message>
    <message>
        <source>Teams from</source>
        <translation>Teams uit</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Sjabloon</translation>
    </message>
    <message>
        <source>Templates of QGIS</source>
        <translation>Sjablonen van QGIS</translation>
    </message>
    <message>
        <source>That comes to</source>
        <translation>Dat zijn</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made. Choose another folder for the results.</source>
        <translation>De map {folder} kan niet worden gemaakt. Kies een andere map voor de resultaten.</translation>
    </message>
    <message>
        <source>The mapping cannot be kept: {error}</source>
        <translation>De kolomtoewijzing is niet te bewaren: {error}</translation>
    </message>
    <message>
        <source>The most visits a day; empty is no limit.</source>
        <translation>De meeste bezoeken per dag; leeg is geen grens.</translation>
    </message>
    <message>
        <source>The outline crosses itself. Draw it again.</source>
        <translation>De omtrek kruist zichzelf. Teken hem opnieuw.</translation>
    </message>
    <message>
        <source>The rows are inspectors, who go in pairs</source>
        <translation>De rijen zijn inspecteurs, die in koppels gaan</translation>
    </message>
    <message>
        <source>The run did not succeed.</source>
        <translation>De berekening is niet gelukt.</translation>
    </message>
    <message>
        <source>The sheets come in a new folder in it.</source>
        <translation>De kaartbladen komen daarin in een nieuwe map.</translation>
    </message>
    <message>
        <source>The smallest number of streets that carry half of all incidents, beside what chance would give.</source>
        <translation>Het kleinste aantal straten met samen de helft van alle incidenten, naast wat toeval zou geven.</translation>
    </message>
    <message>
        <source>There are no columns to match in what was chosen.</source>
        <translation>In wat gekozen is zijn geen kolommen om toe te wijzen.</translation>
    </message>
    <message>
        <source>There is nothing to play: choose incidents and the field with their begin.</source>
        <translation>Er valt niets af te spelen: kies incidenten en het veld met het begin.</translation>
    </message>
    <message>
        <source>These columns were matched before, on {date}.</source>
        <translation>Deze kolommen zijn eerder toegewezen, op {date}.</translation>
    </message>
    <message>
        <source>This is a file. Choose a folder for the results.</source>
        <translation>Dit is een bestand. Kies een map voor de resultaten.</translation>
    </message>
    <message>
        <source>This question needs a layer at '{row}'.</source>
        <translation>Voor deze vraag is een laag nodig bij '{row}'.</translation>
    </message>
    <message>
        <source>Those I selected on the map</source>
        <translation>Wat ik op de kaart geselecteerd heb</translation>
    </message>
    <message>
        <source>Those with the highest score</source>
        <translation>Die met de hoogste score</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tijd</translation>
    </message>
    <message>
        <source>To weigh</source>
        <translation>Om mee te wegen</translation>
    </message>
    <message>
        <source>To weigh: {n}, see Messages.</source>
        <translation>Te wegen: {n}, zie Meldingen.</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Woonplaats</translation>
    </message>
    <message>
        <source>Two teams have the same name.</source>
        <translation>Twee teams hebben dezelfde naam.</translation>
    </message>
    <message>
        <source>Type of the area</source>
        <translation>Gebiedstype</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Tot</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Omhoog</translation>
    </message>
    <message>
        <source>Vacant since</source>
        <translation>Leeg sinds</translation>
    </message>
    <message>
        <source>Vacant until</source>
        <translation>Leeg tot</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Waarde</translation>
    </message>
    <message>
        <source>Values become scores by</source>
        <translation>Waarden omzetten met</translation>
    </message>
    <message>
        <source>Vestigingsnummer</source>
        <translation>Vestigingsnummer</translation>
    </message>
    <message>
        <source>WOZ object number</source>
        <translation>WOZ-objectnummer</translation>
    </message>
    <message>
        <source>Waardepeildatum</source>
        <translation>Waardepeildatum</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wachten</translation>
    </message>
    <message>
        <source>What planning had to say stands here.</source>
        <translation>Wat er over het plan te melden is, staat hier.</translation>
    </message>
    <message>
        <source>What the sheets had to say stands here.</source>
        <translation>Hier staat wat er bij de kaartbladen te melden was.</translation>
    </message>
    <message>
        <source>What to assess</source>
        <translation>Wat u beoordeelt</translation>
    </message>
    <message>
        <source>What was done and chosen</source>
        <translation>Wat er gedaan en gekozen is</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Wat er gevonden is</translation>
    </message>
    <message>
        <source>When the team leaves, such as 09:00.</source>
        <translation>Wanneer het team vertrekt, zoals 09:00.</translation>
    </message>
    <message>
        <source>When the team must be back, such as 16:30.</source>
        <translation>Wanneer het team terug moet zijn, zoals 16:30.</translation>
    </message>
    <message>
        <source>When?</source>
        <translation>Wanneer?</translation>
    </message>
    <message>
        <source>Where is it busy?</source>
        <translation>Waar is het druk?</translation>
    </message>
    <message>
        <source>Where is it new, growing or fading?</source>
        <translation>Waar is het nieuw, groeit het of neemt het af?</translation>
    </message>
    <message>
        <source>Where is there more than addresses explain?</source>
        <translation>Waar is er meer dan de adressen verklaren?</translation>
    </message>
    <message>
        <source>Where?</source>
        <translation>Waar?</translation>
    </message>
    <message>
        <source>Which few streets carry most of it?</source>
        <translation>Welke paar straten hebben het meeste?</translation>
    </message>
    <message>
        <source>Which incidents came together in place and time?</source>
        <translation>Welke incidenten vielen samen in plaats en tijd?</translation>
    </message>
    <message>
        <source>Who may see them</source>
        <translation>Wie ze mag zien</translation>
    </message>
    <message>
        <source>Whole address</source>
        <translation>Volledig adres</translation>
    </message>
    <message>
        <source>Window or part of the day</source>
        <translation>Tijdvak of dagdeel</translation>
    </message>
    <message>
        <source>Within areas</source>
        <translation>Binnen gebieden</translation>
    </message>
    <message>
        <source>Within what I draw on the map</source>
        <translation>Binnen wat ik op de kaart teken</translation>
    </message>
    <message>
        <source>Without addresses every location counts as one business.</source>
        <translation>Zonder adressen telt elke locatie als één bedrijf.</translation>
    </message>
    <message>
        <source>Without roads the distance as the crow flies counts 1.3 times.</source>
        <translation>Zonder wegen telt de afstand hemelsbreed 1,3 keer.</translation>
    </message>
    <message>
        <source>Workbook (XLSX)</source>
        <translation>Werkboek (XLSX)</translation>
    </message>
    <message>
        <source>across town, by car from stop to stop</source>
        <translation>door de hele gemeente, met de auto van stop naar stop</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>and another</source>
        <translation>en nog een</translation>
    </message>
    <message>
        <source>and per business</source>
        <translation>en per bedrijf</translation>
    </message>
    <message>
        <source>arithmetic mean (default)</source>
        <translation>rekenkundig gemiddelde (standaard)</translation>
    </message>
    <message>
        <source>as QGIS</source>
        <translation>zoals QGIS</translation>
    </message>
    <message>
        <source>as the results tell</source>
        <translation>zoals bij de resultaten staat</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>automatic: 25 %, 15 % from 60 control visits on</source>
        <translation>automatisch: 25 %, vanaf 60 controlebezoeken 15 %</translation>
    </message>
    <message>
        <source>being made…</source>
        <translation>wordt gemaakt…</translation>
    </message>
    <message>
        <source>by day, with a visit inside</source>
        <translation>overdag, met een bezoek binnen</translation>
    </message>
    <message>
        <source>by score; what is mandatory comes besides</source>
        <translation>naar score; wat verplicht is komt erbij</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>tellen…</translation>
    </message>
    <message>
        <source>default of each set</source>
        <translation>standaard van elke set</translation>
    </message>
    <message>
        <source>drugs: production, storage, dumping</source>
        <translation>drugs: productie, opslag, dumping</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>exploitation</source>
        <translation>uitbuiting</translation>
    </message>
    <message>
        <source>files</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>geometric mean</source>
        <translation>meetkundig gemiddelde</translation>
    </message>
    <message>
        <source>goalposts of the set file</source>
        <translation>ijkpunten van het setbestand</translation>
    </message>
    <message>
        <source>goes with who may see them</source>
        <translation>past bij wie ze mag zien</translation>
    </message>
    <message>
        <source>in the dark, a look from the street</source>
        <translation>in het donker, een blik vanaf de straat</translation>
    </message>
    <message>
        <source>landscape</source>
        <translation>liggend</translation>
    </message>
    <message>
        <source>mandatory</source>
        <translation>verplicht</translation>
    </message>
    <message>
        <source>minimum to maximum</source>
        <translation>minimum tot maximum</translation>
    </message>
    <message>
        <source>minimum to maximum, extremes drawn in</source>
        <translation>minimum tot maximum, uitersten begrensd</translation>
    </message>
    <message>
        <source>misuse of real estate</source>
        <translation>misbruik van vastgoed</translation>
    </message>
    <message>
        <source>money laundering</source>
        <translation>witwassen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
    <message>
        <source>none mandatory</source>
        <translation>geen ervan verplicht</translation>
    </message>
    <message>
        <source>only the selected areas</source>
        <translation>alleen de geselecteerde gebieden</translation>
    </message>
    <message>
        <source>or a project layer</source>
        <translation>of een projectlaag</translation>
    </message>
    <message>
        <source>portrait</source>
        <translation>staand</translation>
    </message>
    <message>
        <source>rank (default)</source>
        <translation>rangorde (standaard)</translation>
    </message>
    <message>
        <source>registers.gpkg of Load registers: for location sheets, and as a background of the maps.</source>
        <translation>registers.gpkg van Registers laden: voor locatiebladen, en als ondergrond van de kaarten.</translation>
    </message>
    <message>
        <source>robust z</source>
        <translation>robuuste z</translation>
    </message>
    <message>
        <source>stops put back: {n}</source>
        <translation>teruggezette stops: {n}</translation>
    </message>
    <message>
        <source>stops taken out: {n}</source>
        <translation>weggelaten stops: {n}</translation>
    </message>
    <message>
        <source>stops that are planned now: {n}</source>
        <translation>stops die nu wel gepland zijn: {n}</translation>
    </message>
    <message>
        <source>stops that no longer fit: {n}</source>
        <translation>stops die niet meer passen: {n}</translation>
    </message>
    <message>
        <source>stops that went to another team or day: {n}</source>
        <translation>stops die naar een ander team of een andere dag gingen: {n}</translation>
    </message>
    <message>
        <source>stops with another number in the order: {n}</source>
        <translation>stops met een ander nummer in de volgorde: {n}</translation>
    </message>
    <message>
        <source>street by street, on foot from one parking place</source>
        <translation>straat voor straat, te voet vanaf één parkeerplek</translation>
    </message>
    <message>
        <source>such as: briefing of the mayor</source>
        <translation>zoals: briefing burgemeester</translation>
    </message>
    <message>
        <source>the highest</source>
        <translation>de hoogste</translation>
    </message>
    <message>
        <source>the middle of the stops</source>
        <translation>het midden van de stops</translation>
    </message>
    <message>
        <source>the other layers shown on the map</source>
        <translation>de andere lagen die op de kaart staan</translation>
    </message>
    <message>
        <source>the plugin's own</source>
        <translation>die van de plugin</translation>
    </message>
    <message>
        <source>the teams above</source>
        <translation>de teams hierboven</translation>
    </message>
    <message>
        <source>up to and including</source>
        <translation>tot en met</translation>
    </message>
    <message>
        <source>vulnerability in general</source>
        <translation>kwetsbaarheid in het algemeen</translation>
    </message>
    <message>
        <source>where the team leaves from</source>
        <translation>waar het team vertrekt</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>werkdagen</translation>
    </message>
    <message>
        <source>x (RD)</source>
        <translation>x (RD)</translation>
    </message>
    <message>
        <source>y (RD)</source>
        <translation>y (RD)</translation>
    </message>
    <message>
        <source>{file} cannot be read.</source>
        <translation>{file} kan niet gelezen worden.</translation>
    </message>
    <message>
        <source>{file} cannot be written. Choose another place.</source>
        <translation>{file} kan niet geschreven worden. Kies een andere plaats.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {error}</source>
        <translation>{file} kan niet worden geschreven: {error}</translation>
    </message>
    <message>
        <source>{file} holds no layer that belongs here.</source>
        <translation>{file} bevat geen laag die hier past.</translation>
    </message>
    <message>
        <source>{file} is of another register ({register}).</source>
        <translation>{file} hoort bij een ander register ({register}).</translation>
    </message>
    <message>
        <source>{n} ha</source>
        <translation>{n} ha</translation>
    </message>
    <message>
        <source>{n} km</source>
        <translation>{n} km</translation>
    </message>
    <message>
        <source>{n} locations</source>
        <translation>{n} locaties</translation>
    </message>
    <message>
        <source>{n} mandatory</source>
        <translation>{n} ervan verplicht</translation>
    </message>
    <message>
        <source>{n} min less under way</source>
        <translation>{n} min korter onderweg</translation>
    </message>
    <message>
        <source>{n} min longer under way</source>
        <translation>{n} min langer onderweg</translation>
    </message>
    <message>
        <source>{n} min under way</source>
        <translation>{n} min onderweg</translation>
    </message>
    <message>
        <source>{n} min waiting</source>
        <translation>{n} min wachten</translation>
    </message>
    <message>
        <source>{n} of {total} stops</source>
        <translation>{n} van {total} stops</translation>
    </message>
    <message>
        <source>{n} points to weigh stand in the table Messages.</source>
        <translation>{n} punten om op te letten staan in de tabel Meldingen.</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>{n} geselecteerd</translation>
    </message>
</context>
</TS>
