package ai.genops.sdk.attribution;

import java.util.ArrayList;
import java.util.List;

/** The rules in force: those that were given, and for team, project and environment that the specification wants them. */
public final class TagRules {
    private static final List<Tag> SPECIFIED = List.of(Tag.TEAM, Tag.PROJECT, Tag.ENVIRONMENT);

    private final List<TagRule> rules;

    public TagRules(List<TagRule> given) {
        rules = new ArrayList<>(given);
        for (Tag tag : SPECIFIED) {
            boolean isGiven = false;
            for (TagRule rule : given) {
                isGiven |= rule.tag().equals(tag);
            }
            if (!isGiven) {
                rules.add(TagRule.of(tag.name()).required());
            }
        }
    }

    /** All that the attribution breaks; empty for most. */
    public List<TagViolation> check(Attribution attribution) {
        List<TagViolation> violations = List.of();
        for (TagRule rule : rules) {
            String fault = rule.fault(attribution.get(rule.tag()));
            if (fault != null) {
                violations = violations.isEmpty() ? new ArrayList<>() : violations;
                violations.add(new TagViolation(rule.tag(), rule.level(), fault));
            }
        }
        return violations;
    }
}
