package ai.genops.source.receive;

import ai.genops.source.config.TenantName;
import ai.genops.source.config.TenantSettings;
import ai.genops.source.receive.OtlpStats.TenantCounts;
import com.linecorp.armeria.common.RequestHeaders;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The tenants of a source, a bounded number. Those with limits of their own always have a place; of the others one
/// that has been idle for ten minutes gives its place to a new one. Safe for concurrent use.
final class Tenants {
    private static final long IDLE_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long BETWEEN_SWEEPS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration UNTIL_ROOM = Duration.ofMinutes(1);

    private final TenantSettings settings;
    private final Budget shared;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<String, Tenant> known = new ConcurrentHashMap<>();
    /// Everybody, where tenants are not told apart.
    private final Tenant everybody;
    private final int most;
    private long sweptAt;

    Tenants(TenantSettings settings, Budget shared, LongSupplier nanos) {
        this.settings = settings;
        this.shared = shared;
        this.nanos = nanos;
        everybody = new Tenant("", settings.limits(), shared, nanos);
        settings.own().forEach((name, own) -> known.put(name, new Tenant(name, own, shared, nanos)));
        most = settings.most() + known.size();
        sweptAt = nanos.getAsLong() - BETWEEN_SWEEPS_NANOS;
    }

    /// Whose request it is, within its rates.
    /// @throws RefusedException if the name is none, there are too many tenants, or the tenant is over its limits
    Tenant admit(RequestHeaders headers) {
        String name = name(headers);
        if (!settings.on()) {
            return everybody;
        }
        if (name.isEmpty()) {
            if (settings.required()) {
                throw new RefusedException(
                        Reason.UNAUTHENTICATED, "the tenant is missing; send it as `X-Scope-OrgID: <tenant>`");
            }
            name = TenantSettings.ANONYMOUS;
        }
        Tenant tenant = known.get(name);
        if (tenant == null) {
            tenant = add(name);
        }
        tenant.admit();
        return tenant;
    }

    /// By name; empty where tenants are not told apart.
    List<TenantCounts> counts() {
        return known.values().stream()
                .map(Tenant::counts)
                .sorted(Comparator.comparing(TenantCounts::tenant))
                .toList();
    }

    /// The tenant that a request says; empty if none. Several are refused: a proxy in front may have set one,
    /// the client another.
    private static String name(RequestHeaders headers) {
        String name = headers.get(TenantName.HEADER);
        if (name == null) {
            return "";
        }
        String problem =
                headers.getAll(TenantName.HEADER).size() > 1 ? "it is there more than once" : TenantName.problem(name);
        if (!problem.isEmpty()) {
            throw new RefusedException(Reason.MALFORMED, "`X-Scope-OrgID` names no tenant: " + problem);
        }
        return name;
    }

    private synchronized Tenant add(String name) {
        Tenant there = known.get(name);
        if (there != null) {
            return there;
        }
        if (known.size() >= most) {
            sweep();
        }
        if (known.size() >= most) {
            throw new RefusedException(
                    Reason.TENANT_LIMIT,
                    "tenant `%s` is one more than the %d that may send here at a time".formatted(name, settings.most()),
                    UNTIL_ROOM);
        }
        Tenant tenant = new Tenant(name, settings.limits(), shared, nanos);
        known.put(name, tenant);
        return tenant;
    }

    /// Forgets who has been idle. Not with every refusal, as it looks at all.
    private void sweep() {
        long now = nanos.getAsLong();
        if (now - sweptAt >= BETWEEN_SWEEPS_NANOS) {
            sweptAt = now;
            known.entrySet()
                    .removeIf(entry -> !settings.own().containsKey(entry.getKey())
                            && entry.getValue().isIdle(IDLE_NANOS));
        }
    }
}
