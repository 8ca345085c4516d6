@testable import TomboSources

extension Lab {
    /// The catalog puts the token's project into Cinder's address.
    static let volumePath = "/v3/" + adminProject
    static let volumesKey = "GET \(volumePath)/volumes/detail?all_tenants=1"
    static let snapshotsKey = "GET \(volumePath)/snapshots/detail?all_tenants=1"
    static let volumeTypesKey = "GET \(volumePath)/types?is_public=None"
    static let volumeServicesKey = "GET \(volumePath)/os-services"
    static let poolsKey = "GET \(volumePath)/scheduler-stats/get_pools?detail=true"

    static func volumeQuotaKey(_ project: String) -> String {
        "GET \(volumePath)/os-quota-sets/\(project)?usage=True"
    }

    static let cinder = [
        "GET /v3/": "versions-volume",
        volumesKey: "cinder_volume",
        volumesKey + "&marker=\(id(802))": "cinder_volume-page2",
        snapshotsKey: "cinder_snapshot",
        volumeTypesKey: "cinder_volume_type",
        volumeTypesKey + "&marker=\(id(871))": "cinder_volume_type-page2",
        volumeServicesKey: "cinder_service",
        poolsKey: "cinder_pool",
        volumeQuotaKey(project1): "cinder_quota-1",
        volumeQuotaKey(adminProject): "cinder_quota-2",
    ]
}

extension OpenStackCollectorSuiteTests {
    static let cinderKinds: [Kind] = [
        Kind(
            "cinder_volume", Lab.volumesKey, "volumes", later: Lab.volumesKey + "&marker=\(Lab.id(802))", all: 4,
            withoutLater: 2, required: ["volumes[0].id", "volumes[1].status", "volumes[0].size"]),
        Kind(
            "cinder_attachment", Lab.volumesKey, "volumes", later: Lab.volumesKey + "&marker=\(Lab.id(802))", all: 3,
            withoutLater: 3,
            required: ["volumes[0].attachments", "volumes[0].attachments[1].attachment_id"]),
        Kind(
            "cinder_snapshot", Lab.snapshotsKey, "snapshots", all: 2,
            required: ["snapshots[0].id", "snapshots[1].volume_id", "snapshots[0].status"]),
        Kind(
            "cinder_volume_type", Lab.volumeTypesKey, "volume_types",
            later: Lab.volumeTypesKey + "&marker=\(Lab.id(871))", all: 2, withoutLater: 1,
            required: ["volume_types[0].id", "volume_types[0].name"]),
        Kind(
            "cinder_service", Lab.volumeServicesKey, "services", all: 3,
            required: ["services[0].host", "services[1].binary", "services[2].state"]),
        Kind("cinder_pool", Lab.poolsKey, "pools", all: 2, required: ["pools[0].name", "pools[1].name"]),
        Kind(
            "cinder_quota", "GET /v3/projects", "projects", later: Lab.volumeQuotaKey(Lab.project1), all: 5,
            withoutLater: 2, required: ["quota_set.volumes.limit", "quota_set.gigabytes.in_use"],
            of: Lab.volumeQuotaKey(Lab.project1)),
    ]
}
