package ai.genops.governance.file;

import ai.genops.governance.policy.Subject;
import ai.genops.governance.price.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * Reads rules and prices from files; the module genops-rules has one. What is wrong with a file is added to the problems,
 * each beginning with the file's name, and what is right is returned.
 */
public interface RuleFiles {
    /** A catalogue in a file: CSV if its name ends so, else JSON. Or none. */
    List<Catalogue> prices(Path file, List<String> problems);

    /**
     * What a JSON file says about calls.
     *
     * @param clock of policies that count
     * @param predicates rules in code that the file's policies refer to by name
     */
    GovernanceFile rules(
            Path file, InstantSource clock, Map<String, Predicate<Subject>> predicates, List<String> problems);

    /**
     * The first one on the class path.
     *
     * @throws IOException if there is none; the message says what to add
     */
    static RuleFiles find() throws IOException {
        return ServiceLoader.load(RuleFiles.class, RuleFiles.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "files are read by ai.genops:genops-rules, which is not on the class path; add it"));
    }
}
