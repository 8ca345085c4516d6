@testable import TomboSources

extension Lab {
    static let imagesKey = "GET /v2/images?visibility=all&limit=1000"
    static let hiddenImagesKey = "GET /v2/images?visibility=all&os_hidden=true&limit=1000"

    static let glance = [
        imagesKey: "glance_image",
        imagesKey + "&marker=\(id(901))": "glance_image-page2",
        hiddenImagesKey: "glance_image-hidden-none",
    ]
}

extension OpenStackCollectorSuiteTests {
    static let glanceKinds: [Kind] = [
        Kind(
            "glance_image", Lab.imagesKey, "images", later: Lab.imagesKey + "&marker=\(Lab.id(901))", all: 3,
            withoutLater: 2, required: ["images[0].id", "images[1].status", "images[0].visibility"])
    ]
}
