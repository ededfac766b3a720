package ai.genops.source.config;

import ai.genops.pipeline.config.Section;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a source tells tenants apart, by the header `X-Scope-OrgID`.
///
/// @param on whether there is such a block: without one tenants have no limits and are not counted
/// @param required whether a request without the header is refused
/// @param most how many tenants are known at a time, besides those in `own`
/// @param limits of each tenant
/// @param own the limits of tenants that have others
public record TenantSettings(
        boolean on, boolean required, int most, TenantLimits limits, Map<String, TenantLimits> own) {
    public static final TenantSettings OFF = new TenantSettings(false, false, 0, TenantLimits.NONE, Map.of());

    /// Whom requests without the header are counted as.
    public static final String ANONYMOUS = "anonymous";

    static TenantSettings read(Section block) {
        boolean required = block.flag("required", false);
        int most = block.integer("max_tenants", 1000, 1, 100_000);
        TenantLimits limits = TenantLimits.read(block, TenantLimits.NONE);
        Map<String, TenantLimits> own = new LinkedHashMap<>();
        for (Section override : block.sections("overrides")) {
            String tenant = override.text("tenant");
            String problem = TenantName.problem(tenant);
            override.problems()
                    .require(
                            problem.isEmpty(),
                            override.at("tenant"),
                            "`" + tenant + "` cannot name a tenant: " + problem,
                            "");
            TenantLimits before = own.put(tenant, TenantLimits.read(override, limits));
            override.problems()
                    .require(
                            before == null,
                            override.at("tenant"),
                            "tenant `" + tenant + "` is here twice",
                            "Keep one of the two.");
            override.finish();
        }
        block.finish();
        return new TenantSettings(true, required, most, limits, Map.copyOf(own));
    }

    /// Each tenant needs room for a request as it is received and as it is stored.
    void check(Settings source, int maxRequestBytes) {
        long least = own.values().stream()
                .mapToLong(TenantLimits::maxInFlightBytes)
                .reduce(limits.maxInFlightBytes(), Math::min);
        source.require(
                least / 2 >= maxRequestBytes,
                "tenants",
                "a tenant's `max_in_flight_bytes` (%d) must hold two requests of the largest size (%d each)"
                        .formatted(least, maxRequestBytes));
    }
}
