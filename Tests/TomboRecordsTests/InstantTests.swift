import Testing
import TomboRecords
import TomboTestKit

@Suite("Instant") struct InstantTests {
    @Test(
        "reads every way in which the sources write a moment",
        arguments: [
            ("2026-11-23T19:22:07Z", "2026-11-23T19:22:07Z"),
            ("2026-11-23T19:20:08.000000", "2026-11-23T19:20:08Z"),
            ("2026-11-23 19:19:45.284000+00:00", "2026-11-23T19:19:45.284Z"),
            ("2026-11-23T19:20:08.000000Z", "2026-11-23T19:20:08Z"),
            ("2026-11-23T16:20:08-03:00", "2026-11-23T19:20:08Z"),
            ("2026-11-23T16:20:08.5-0300", "2026-11-23T19:20:08.500Z"),
            ("2026-11-24 05:50:08 +1030", "2026-11-23T19:20:08Z"),
            ("2026-11-23T19:20", "2026-11-23T19:20:00Z"),
            ("2026-11-23", "2026-11-23T00:00:00Z"),
            ("2026-11-23T19:20:08,123456789z", "2026-11-23T19:20:08.123Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
        ])
    func reads(_ text: String, _ canonical: String) { #expect(Instant.canonical(text) == canonical) }

    @Test(
        "refuses what is no moment",
        arguments: [
            "", "yesterday", "2026", "2026-13-01", "2026-00-01", "2026-11-32", "2026-11-23T", "2026-11-23T19",
            "2026-11-23T26:00:00Z", "2026-11-23T19:61:00Z", "2026-11-23T19:20:08Zulu", "2026-11-23T19:20:08+",
            "٢٠٢٦-11-23", "2026-11-23T19:20:08Z ",
        ])
    func refuses(_ text: String) { #expect(Instant(text) == nil) }

    @Test("a text is canonical as the moment is that it stands for", arguments: Seed.some)
    func canonical(_ seed: Seed) {
        var random = seed
        let rests = ["Z", "", ".000000", ".000000Z", "+00:00", ".5", ".000001", "-03:00", "z", " ", ".", "Zz"]
        for _ in 0..<200 {
            let parts = [1...12, 1...31, 0...24, 0...60, 0...60].map { range in
                String(String(100 + .random(in: range, using: &random)).dropFirst())
            }
            let text =
                "2026-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])"
                + (rests.randomElement(using: &random) ?? "")
            #expect(Instant.canonical(text) == Instant(text)?.iso8601, "\(text)")
        }
    }

    @Test("known moments have known milliseconds")
    func known() {
        #expect(Instant("1970-01-01T00:00:00Z")?.milliseconds == 0)
        #expect(Instant("2001-09-09T01:46:40Z")?.milliseconds == 1_000_000_000_000)
        #expect(Instant("2000-03-01")?.milliseconds == 951_868_800_000)
        #expect(Instant(milliseconds: -1).iso8601 == "1969-12-31T23:59:59.999Z")
    }

    @Test("what it writes it reads back", arguments: Seed.some)
    func roundTrip(_ seed: Seed) {
        var random = seed
        // Years 0 to 9999: four digits.
        for _ in 0..<200 {
            let instant = Instant(milliseconds: .random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
            #expect(Instant(instant.iso8601) == instant)
        }
    }

    @Test("whole seconds sort as text as they do as moments", arguments: Seed.some)
    func order(_ seed: Seed) {
        var random = seed
        let instants = (0..<100).map { _ in
            Instant(milliseconds: .random(in: 0...4_000_000_000, using: &random) * 1000)
        }
        #expect(instants.sorted().map(\.iso8601) == instants.map(\.iso8601).sorted())
    }

    @Test("seconds are added to the nearest millisecond")
    func advanced() {
        #expect(Instant(milliseconds: 1).advanced(bySeconds: 1.5).milliseconds == 1501)
        #expect(Instant(milliseconds: 0).advanced(bySeconds: -0.0006).milliseconds == -1)
    }
}
