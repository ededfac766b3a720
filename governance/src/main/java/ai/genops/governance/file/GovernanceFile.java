package ai.genops.governance.file;

import ai.genops.governance.budget.BudgetReader;
import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.policy.PolicyProblems;
import ai.genops.governance.policy.PolicyReader;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.read.Block;
import ai.genops.governance.read.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a JSON file says about calls: {@code prices} (files, the first goes over the later; relative to this one),
 * {@code policies} and {@code budgets}.
 */
public record GovernanceFile(List<Catalogue> prices, List<Policy> policies, List<BudgetRule> budgets) {
    /**
     * Reads a file. What is wrong is added to the problems, each beginning with the file's name; what is right is returned.
     */
    public static GovernanceFile read(Path file, PolicyReader policies, List<String> problems) {
        List<String> found = new ArrayList<>();
        GovernanceFile read = new GovernanceFile(List.of(), List.of(), List.of());
        try {
            if (JsonTree.read(Files.readAllBytes(file)) instanceof Map<?, ?> tree) {
                read = read(file, tree, policies, found);
            } else {
                found.add("must be an object with `prices`, `policies` and `budgets`");
            }
        } catch (IOException e) {
            found.add(PriceFile.why(e));
        } catch (NoClassDefFoundError e) {
            found.add(
                    "JSON is read by com.fasterxml.jackson.core:jackson-core, which is not on the class path; add it");
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
        return new GovernanceFile(catalogues, read, new BudgetReader(problems).read(tree));
    }
}
