// swift-tools-version: 6.2
import PackageDescription

/// As strict as the package that is measured.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func tombo(_ product: String) -> Target.Dependency { .product(name: product, package: "tombo") }

// A package of its own, so that nobody who builds tombo resolves a benchmark library.
let package = Package(
    name: "tombo-benchmarks",
    dependencies: [
        .package(name: "tombo", path: ".."),
        // Without traits: its allocation counters are packages of their own, and nothing here counts allocations.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        // The generated clouds, the databases made from them, and what is measured on those.
        .target(
            name: "TomboLoad",
            dependencies: [
                tombo("TomboRecords"), tombo("TomboSources"), tombo("TomboStore"), tombo("TomboQuery"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .executableTarget(name: "tombo-load", dependencies: ["TomboLoad"], swiftSettings: strict),
        .executableTarget(
            name: "TomboBenchmarks",
            dependencies: ["TomboLoad", .product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/TomboBenchmarks", swiftSettings: strict,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)
