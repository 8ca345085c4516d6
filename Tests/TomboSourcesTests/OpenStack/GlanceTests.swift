import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("Glance's kinds")
struct GlanceKindTests {
    @Test("an image says what it is, and its properties stand apart")
    func image() async throws {
        let image = try #require(try await Lab.rows("glance_image")[Lab.id(900)])
        #expect(image["name"] == "jammy-amd64")
        #expect(image["virtual_size"] == 2_361_393_152)
        #expect(image["tags"] == ["base", "lab"])
        #expect(
            image["properties"]
                == .object([
                    .init("architecture", "x86_64"), .init("hw_disk_bus", "virtio"),
                    .init("owner_specified.openstack.object", "images/jammy-amd64"),
                ]))
        #expect(image["direct_url"].text?.hasPrefix("rbd://0bd8f2a2-6f0e-11ee-9d5a-00163e000001/glance/") == true)
    }

    @Test("an image that has no data yet has no size, rather than none")
    func queued() async throws {
        let image = try #require(try await Lab.rows("glance_image")[Lab.id(901)])
        #expect(image["status"] == "queued")
        for column in ["name", "size", "virtual_size", "disk_format", "checksum", "direct_url"] {
            #expect(image[column].isNull, "\(column)")
        }
        #expect(image["properties"] == .object([]))
    }

    @Test("no credential is kept, whether it stands in an address or in a property")
    func secrets() async throws {
        let rows = try await Lab.rows("glance_image")
        let text = rows.values.flatMap(\.row.values).map(\.json).joined()
        #expect(!text.contains("hunter2"))
        let image = try #require(rows[Lab.id(902)])
        #expect(image["direct_url"].isNull)
        #expect(image["properties"]["admin_password"] == .text(Redactor.placeholder))
        #expect(image["properties"]["img_config_drive"] == "optional")
    }

    @Test("hidden images are listed too, asked before and after the others")
    func hidden() async throws {
        let transport = try Lab.transport([Lab.hiddenImagesKey: .json(try Lab.fixture("glance_image-hidden"))])
        let rows = try await Lab.rows("glance_image", transport)
        #expect(rows.count == 4)
        #expect(rows[Lab.id(903)]?["os_hidden"] == true)
        let asked = transport.askedKeys.filter { $0.contains("/images") && !$0.contains("marker") }
        #expect(asked == [Lab.hiddenImagesKey, Lab.imagesKey, Lab.hiddenImagesKey])
    }

    @Test("an image that is hidden while the others are read is missing from neither")
    func hiddenMeanwhile() async throws {
        let transport = try Lab.transport()
        let none = try Lab.fixture("glance_image-hidden-none")
        transport.set(Lab.hiddenImagesKey, .json(none), .json(try Lab.fixture("glance_image-hidden")))
        #expect(try await Lab.rows("glance_image", transport)[Lab.id(903)]?["os_hidden"] == true)
    }

    @Test("the hidden ones failing leaves the others, and the listing partial")
    func hiddenFails() async throws {
        let transport = try Lab.transport()
        let broken = FixtureTransport.Answer.json("{}", status: 500)
        transport.set(Lab.hiddenImagesKey, .json(try Lab.fixture("glance_image-hidden-none")), broken)
        let listing = try await Lab.entry("glance_image").collect(Lab.client(transport))
        guard case .partial(let rows, let reason) = listing else {
            Issue.record("is complete")
            return
        }
        #expect(rows.count == 3)
        #expect(reason.contains("Glance answered 500"))
    }
}
