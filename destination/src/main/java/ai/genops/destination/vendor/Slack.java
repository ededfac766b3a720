package ai.genops.destination.vendor;

/// A Slack incoming webhook, whose address is its secret.
final class Slack {
    private Slack() {}

    static void read(VendorBlock block) {
        block.address("url");
        block.template("payload_template");
        block.optional("channel");
    }
}
