// swift-tools-version: 6.2
import PackageDescription

/// One list of strict settings for every target: a warning is an error.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let memoryLog = Target.Dependency.product(name: "InMemoryLogging", package: "swift-log")
let http = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let nioCompression = Target.Dependency.product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// Arrows point downward only (docs/architecture.md); scripts/check-imports holds the sources to it.
let package = Package(
    name: "tombo",
    products: [
        .executable(name: "tombo", targets: ["tombo"]),
        .library(name: "TomboRecords", targets: ["TomboRecords"]),
        .library(name: "TomboStore", targets: ["TomboStore"]),
        .library(name: "TomboQuery", targets: ["TomboQuery"]),
        .library(name: "TomboSources", targets: ["TomboSources"]),
        .library(name: "TomboServer", targets: ["TomboServer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        .target(name: "TomboRecords", swiftSettings: strict),
        .target(
            name: "TomboMigrations", path: "Migrations", resources: [.embedInCode("sql")], swiftSettings: strict),
        .target(
            name: "TomboStore", dependencies: ["TomboRecords", "TomboMigrations", grdb, sqlite, crypto],
            swiftSettings: strict),
        .target(name: "TomboQuery", dependencies: ["TomboRecords", "TomboStore"], swiftSettings: strict),
        .target(name: "TomboRender", dependencies: ["TomboRecords", "TomboQuery"], swiftSettings: strict),
        .target(
            name: "TomboSources",
            dependencies: [
                "TomboRecords", http, nioCore, nioPosix, nioFoundation, nioHTTP1, nioWebSocket, nioCompression, nioSSL,
                logging,
                subprocess, system, yams, grdb,
            ],
            swiftSettings: strict),
        .target(
            name: "TomboServer",
            dependencies: [
                "TomboRecords", "TomboSources", "TomboStore", "TomboQuery", "TomboRender", hummingbird, httpTypes,
                lifecycle, signals, logging, nioCore, nioPosix,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "tombo",
            dependencies: [
                "TomboRecords", "TomboSources", "TomboStore", "TomboQuery", "TomboRender", "TomboServer", arguments,
                logging,
            ],
            swiftSettings: strict),
        .target(
            name: "TomboTestKit",
            dependencies: [
                "TomboRecords", "TomboSources", "TomboStore", logging, nioCore, nioPosix, nioHTTP1, nioSSL,
                nioWebSocket,
            ],
            swiftSettings: strict),
        .testTarget(name: "TomboRecordsTests", dependencies: ["TomboRecords", "TomboTestKit"], swiftSettings: strict),
        .testTarget(
            name: "TomboStoreTests",
            dependencies: ["TomboStore", "TomboRecords", "TomboTestKit", "TomboMigrations", grdb, sqlite],
            swiftSettings: strict),
        .testTarget(
            name: "TomboQueryTests",
            dependencies: ["TomboQuery", "TomboStore", "TomboSources", "TomboTestKit", logging, grdb],
            swiftSettings: strict),
        .testTarget(
            name: "TomboRenderTests", dependencies: ["TomboRender", "TomboQuery", "TomboRecords", "TomboTestKit"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "TomboSourcesTests",
            dependencies: [
                "TomboSources", "TomboStore", "TomboRecords", "TomboTestKit", logging, memoryLog, nioCore, nioPosix,
                nioHTTP1, nioSSL, grdb,
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "TomboServerTests",
            dependencies: [
                "TomboServer", "TomboSources", "TomboStore", "TomboQuery", "TomboRecords", "TomboTestKit", "tombo",
                hummingbird, hummingbirdTesting, httpTypes, lifecycle, logging, memoryLog, nioCore, nioPosix, grdb,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TomboTests",
            dependencies: [
                "tombo", "TomboServer", "TomboSources", "TomboStore", "TomboQuery", "TomboRender", "TomboTestKit",
                logging, grdb,
            ],
            exclude: ["Golden"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
