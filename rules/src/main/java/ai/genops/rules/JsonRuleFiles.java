package ai.genops.rules;

import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.file.GovernanceFile;
import ai.genops.governance.file.RuleFiles;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.policy.Subject;
import ai.genops.governance.price.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Files as docs/governance.md and docs/sdk.md describe them. Found by {@link RuleFiles#find}. */
public final class JsonRuleFiles implements RuleFiles {
    @Override
    public List<Catalogue> prices(Path file, List<String> problems) {
        return PriceFile.read(file, problems);
    }

    @Override
    public GovernanceFile rules(
            Path file, InstantSource clock, Map<String, Predicate<Subject>> predicates, List<String> problems) {
        List<String> found = new ArrayList<>();
        GovernanceFile read = new GovernanceFile(List.of(), List.of(), List.of());
        try {
            if (JsonTree.read(Files.readAllBytes(file)) instanceof Map<?, ?> tree) {
                read = read(file, tree, new PolicyReader(clock, predicates), found);
            } else {
                found.add("must be an object with `prices`, `policies` and `budgets`");
            }
        } catch (NoSuchFileException e) {
            found.add("there is no such file");
        } catch (IOException e) {
            found.add(String.valueOf(e.getMessage()));
        }
        found.forEach(one -> problems.add(file + ": " + one));
        return read;
    }

    private static GovernanceFile read(Path file, Map<?, ?> tree, PolicyReader policies, List<String> problems) {
        List<Catalogue> catalogues = new ArrayList<>();
        Map<Object, Object> others = new HashMap<>(tree);
        others.remove("policies");
        others.remove("budgets");
        Block top = new Block("file", others, problems);
        for (String name : top.texts("prices", List.of())) {
            catalogues.addAll(PriceFile.read(file.resolveSibling(name), problems));
        }
        top.reportOthers();
        List<Policy> read = List.of();
        try {
            Map<String, Object> blocks = new HashMap<>();
            blocks.put("policies", tree.get("policies"));
            read = policies.read(blocks);
        } catch (PolicyProblems e) {
            problems.addAll(e.problems());
        }
        List<BudgetRule> budgets = new BudgetReader(problems).read(tree);
        return new GovernanceFile(catalogues, read, budgets);
    }
}
