package ai.genops.server.access;

import ai.genops.search.plan.Rights;
import ai.genops.server.job.JobRequest;
import java.util.List;

/// Who asks, and what they may: whatever any of their roles allows.
///
/// @param byCookie whether a browser says so by itself, so that a page of another site may be behind it
/// @param onPage whether a page asks, which a link may have opened
public record Principal(String user, List<Role> roles, boolean byCookie, boolean onPage) {
    /// Whoever asks on this machine, where nothing is configured.
    static final Principal LOCAL = new Principal("local", List.of(Role.ADMIN), false);

    public Principal {
        roles = List.copyOf(roles);
    }

    public Principal(String user, List<Role> roles, boolean byCookie) {
        this(user, roles, byCookie, byCookie);
    }

    /// The same, asking on a page.
    public Principal asPage() {
        return new Principal(user, roles, byCookie, true);
    }

    public boolean mayAdminister() {
        return roles.stream().anyMatch(Role::administer);
    }

    /// Whether budgets may be charged.
    public boolean maySpend() {
        return roles.stream().anyMatch(role -> role.spend() || role.administer());
    }

    public boolean maySeeContent() {
        return roles.stream().anyMatch(Role::content);
    }

    public boolean mayRead(String index) {
        return roles.stream().anyMatch(role -> role.reads(index));
    }

    /// As the search takes them. A link to a page runs its search, so none of a page writes.
    public Rights rights() {
        boolean writes = mayAdminister() && !onPage;
        return new Rights(
                this::mayRead,
                maySeeContent(),
                writes ? user : "",
                writes,
                job -> mayUse(new JobRequest.Owner(job.user(), job.roles())),
                new Rights.Searcher(user, roleNames(), mayAdminister()));
    }

    /// Whether somebody's jobs may be used: one's own, and by administrators all.
    public boolean mayUse(JobRequest.Owner owner) {
        return mayAdminister() || asOwner().covers(owner);
    }

    public List<String> roleNames() {
        return roles.stream().map(Role::name).toList();
    }

    /// As jobs know it.
    public JobRequest.Owner asOwner() {
        return new JobRequest.Owner(user, roleNames());
    }

    /// Patterns of the indexes.
    public List<String> indexes() {
        return roles.stream()
                .flatMap(role -> role.indexes().stream())
                .distinct()
                .toList();
    }
}
