package ai.genops.sdk.config;

import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.MemoryBudgetStore;
import ai.genops.governance.budget.Outage;
import ai.genops.governance.file.GovernanceFile;
import ai.genops.governance.file.RuleFiles;
import ai.genops.governance.policy.Policies;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Layers;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices, policies and budgets, from code, then the files that code or variables name. */
final class RuleReader {
    /** How long a call is waited for until its reservation returns; streams extend it. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** A key is that of a span, and used once. */
    private static final int REMEMBERED = 100;

    private final Source source;
    private final Surroundings surroundings;
    private final List<Catalogue> prices;
    private final List<Policy> policies;
    private final List<BudgetRule> budgets;

    RuleReader(Source source, Surroundings surroundings) {
        this.source = source;
        this.surroundings = surroundings;
        this.prices = new ArrayList<>(source.code().prices);
        this.policies = new ArrayList<>(source.code().policies);
        this.budgets = new ArrayList<>(source.code().budgetRules);
    }

    RuleSettings read() {
        readFile();
        readPrices();
        GenOpsConfig code = source.code();
        Setting mode = source.variables().first("genops.enforcement");
        return new RuleSettings(
                new Layers(prices),
                policies(),
                budgets(),
                code.enforcement == null
                        ? source.choice("enforcement", mode, Enforcement.class, Enforcement.ENFORCE)
                        : code.enforcement,
                code.unpriced,
                code.alerts);
    }

    private void readFile() {
        Path file = source.code().governanceFile;
        Setting said = file == null ? source.variables().first("genops.governance") : Setting.inCode(file.toString());
        Path path = said == null ? null : path("governance", said);
        if (said == null || path == null) {
            return;
        }
        List<String> problems = new ArrayList<>();
        try {
            GovernanceFile read =
                    RuleFiles.find().rules(path, surroundings.clock(), source.code().predicates, problems);
            prices.addAll(read.prices());
            policies.addAll(read.policies());
            budgets.addAll(read.budgets());
        } catch (IOException e) {
            problems.add(path + ": " + e.getMessage());
        }
        problems.forEach(problem -> source.findings().add("governance", said.place(), problem));
    }

    private void readPrices() {
        List<Setting> files = new ArrayList<>();
        source.code().priceFiles.forEach(file -> files.add(Setting.inCode(file.toString())));
        Setting said = files.isEmpty() ? source.variables().first("genops.prices") : null;
        if (said != null) {
            for (String name : said.text().split(",", -1)) {
                files.add(new Setting(name.strip(), said.place()));
            }
        }
        for (Setting file : files) {
            List<String> problems = new ArrayList<>();
            Path path = path("prices", file);
            try {
                if (path != null) {
                    prices.addAll(RuleFiles.find().prices(path, problems));
                }
            } catch (IOException e) {
                problems.add(path + ": " + e.getMessage());
            }
            problems.forEach(problem -> source.findings().add("prices", file.place(), problem));
        }
    }

    private @Nullable Path path(String setting, Setting said) {
        try {
            return Path.of(said.text());
        } catch (InvalidPathException e) {
            source.findings().add(setting, said.place(), "must be a file, is \"" + said.text() + "\"");
            return null;
        }
    }

    private Policies policies() {
        try {
            return new Policies(policies);
        } catch (IllegalArgumentException e) {
            source.findings().add("policy", Setting.CODE, String.valueOf(e.getMessage()));
            return new Policies(List.of());
        }
    }

    private @Nullable Budgets budgets() {
        Budgets own = source.code().budgets;
        if (own != null && !budgets.isEmpty()) {
            String what = "and `budget` are both given; add those of `budget` to the Budgets that you made";
            source.findings().add("budgets", Setting.CODE, what);
        }
        if (own != null || budgets.isEmpty()) {
            return own;
        }
        try {
            return Budgets.direct(
                    budgets, new MemoryBudgetStore(surroundings.clock(), REMEMBERED), LEASE, new Outage.FailClosed());
        } catch (IllegalArgumentException e) {
            source.findings().add("budget", Setting.CODE, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
