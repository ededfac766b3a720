package ai.genops.observability.validate;

import java.util.ArrayList;
import java.util.List;

/** The checks of one validation while they are made. Nothing that is added to it shows a secret. */
final class Checks {
    private final List<Secret> secrets;
    private final List<Check> done = new ArrayList<>();

    Checks(List<Secret> secrets) {
        this.secrets = secrets;
    }

    /** What must not be shown. */
    List<Secret> secrets() {
        return secrets;
    }

    void passed(String id, String finding) {
        add(Check.of(id, Status.PASSED, finding));
    }

    void unchecked(String id, String why) {
        add(Check.of(id, Status.UNCHECKED, why));
    }

    void failed(String id, Diagnosis diagnosis) {
        add(Check.of(id, Status.FAILED, diagnosis));
    }

    void warning(String id, Diagnosis diagnosis) {
        add(Check.of(id, Status.WARNING, diagnosis));
    }

    boolean has(String id) {
        return done.stream().anyMatch(check -> check.id().equals(id));
    }

    boolean hasFailed(String id) {
        return done.stream().anyMatch(check -> check.id().equals(id) && check.status() == Status.FAILED);
    }

    /** Those of the list that were not made, and why they were not. */
    void rest(List<String> ids, String why) {
        for (String id : ids) {
            if (!has(id)) {
                unchecked(id, why);
            }
        }
    }

    /** In the order in which they were made. */
    List<Check> all() {
        return List.copyOf(done);
    }

    /** In the order of the list. */
    List<Check> inOrder(List<String> ids) {
        List<Check> ordered = new ArrayList<>();
        for (String id : ids) {
            done.stream().filter(check -> check.id().equals(id)).forEach(ordered::add);
        }
        return ordered;
    }

    void add(Check check) {
        done.add(new Check(
                check.id(),
                check.status(),
                hide(check.finding()),
                hide(check.cause()),
                hide(check.actual()),
                check.fix().stream().map(this::hide).toList()));
    }

    /** Answers have been cleaned already. Here a secret that is as short as a word would take words out of sentences. */
    private String hide(String text) {
        return Secret.hide(text, secrets.stream().filter(Secret::isLong).toList());
    }
}
