import TomboRecords

/// Use and limits, project by project, as the overview page of Horizon shows them.
enum ComputePart: ReportPart {
    static func section(_ context: ReportContext) throws -> ReportSection? {
        guard try context.has("nova_quota", "neutron_quota", "cinder_quota") else { return nil }
        let quotas = try context.table(
            [
                .init("project"), .init("resource"), .init("used", .integer), .init("limit", .integer),
                .init("measure"),
            ],
            kinds: ["nova_quota", "neutron_quota", "cinder_quota", "keystone_project"],
            """
            WITH quota AS (
              SELECT 1 AS service, cloud, project_id, resource, in_use, quota_limit FROM nova_quota
              WHERE resource IN ('instances', 'cores', 'ram')
              UNION ALL SELECT 2, cloud, project_id, resource, in_use, quota_limit FROM cinder_quota
              WHERE resource IN ('volumes', 'gigabytes', 'snapshots')
              UNION ALL SELECT 3, cloud, project_id, resource, in_use, quota_limit FROM neutron_quota
              WHERE resource IN ('floatingip', 'security_group', 'network', 'router'))
            SELECT coalesce(p.name, q.project_id), q.resource, q.in_use, q.quota_limit,
              CASE q.resource WHEN 'ram' THEN 'MiB' WHEN 'gigabytes' THEN 'GiB' END
            FROM quota q LEFT JOIN keystone_project p ON p.cloud = q.cloud AND p.id = q.project_id
            WHERE q.cloud = ?1 AND q.project_id IN (SELECT project_id FROM quota WHERE in_use > 0)
            ORDER BY 1, q.service, q.resource
            """)
        return ReportSection(
            context.words[.compute],
            [.paragraph(context.words[.computeIntro])] + context.blocks(.quotas, quotas)
                + [.screenshot(caption: context.words[.screenshotHorizonOverview])])
    }
}
