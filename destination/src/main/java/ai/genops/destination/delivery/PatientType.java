package ai.genops.destination.delivery;

import ai.genops.pipeline.Availability.NotConfigured;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.stream.Collectors;

/// A kind of destination whose destinations wait for secrets that their stores cannot give yet, instead of not being
/// configured: a store that is down for a minute must not decide what a server does until its next start.
public record PatientType(DestinationType kind) implements DestinationType {
    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public boolean isDelivery() {
        return kind.isDelivery();
    }

    @Override
    public Destination create(String id, Section block) {
        Destination made = kind.create(id, block);
        // What lacks something else as well would wait in vain.
        return made.availability() instanceof NotConfigured(var missing)
                        && block.secrets().pending().containsAll(missing)
                ? new AwaitingDestination(made, missing, () -> again(id, block))
                : made;
    }

    private Destination again(String id, Section block) {
        var problems = new Problems();
        Destination made = kind.create(id, block.again(problems));
        if (problems.hasErrors()) {
            List<Problem> errors = problems.errors();
            made.close();
            throw new IllegalStateException(
                    errors.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        return made;
    }
}
