import Testing

@testable import TomboServer

@Suite("The text of metrics")
struct MetricsTextTests {
    @Test("has HELP and TYPE once, and every sample of a name together")
    func group() {
        var metrics = MetricsText()
        metrics.add("a_total", .counter, "What a \\ is.", [.init(1, [("x", "1"), ("y", "2")]), .init(2.5)])
        #expect(
            metrics.text == """
                # HELP a_total What a \\\\ is.
                # TYPE a_total counter
                a_total{x="1",y="2"} 1
                a_total 2.5

                """)
    }

    @Test("escapes what a name may hold")
    func escaping() {
        var metrics = MetricsText()
        metrics.add("a", .gauge, "Line\nbreak.", [.init(0, [("name", "a\"b\\c\nd é")])])
        #expect(
            metrics.text
                == "# HELP a Line\\nbreak.\n# TYPE a gauge\na{name=\"a\\\"b\\\\c\\nd é\"} 0\n")
    }

    @Test("leaves out what is unknown: a 0 would be a claim")
    func unknown() {
        var metrics = MetricsText()
        metrics.add("a", .gauge, "A.", [.init(Double?.none, [("x", "1")])])
        #expect(metrics.text.isEmpty)
    }

    @Test(
        "writes numbers as Prometheus reads them",
        arguments: [
            (0.0, "0"), (-3, "-3"), (1_795_000_000.5, "1795000000.5"), (1_099_511_627_776, "1099511627776"),
            (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ])
    func numbers(_ value: Double, _ text: String) { #expect(MetricsText.number(value) == text) }
}
