package ai.genops.destination.vendor;

import ai.genops.destination.settings.DestinationBlock;
/// A Slack incoming webhook, whose address is its secret.

final class Slack {
    private Slack() {}

    static void read(DestinationBlock block) {
        block.address("url");
        block.template("payload_template");
        block.optional("channel");
    }
}
