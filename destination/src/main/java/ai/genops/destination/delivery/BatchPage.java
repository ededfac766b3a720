package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination.Page;
import java.util.ArrayList;
import java.util.List;

/// Records' events, encoded ahead of their turn: a batch for each record.
final class BatchPage implements Page {
    private final Intake intake;
    private final List<Batch> records = new ArrayList<>();
    private int written;
    private int handedOver;

    BatchPage(Intake intake) {
        this.intake = intake;
    }

    void write(Event event, Encoder encoder) {
        present().add(event, encoder);
    }

    @Override
    public void endRecord() {
        present();
        written++;
    }

    @Override
    public void handOver() {
        Batch record = records.get(handedOver++);
        if (record.events() > 0) {
            intake.write(record);
        }
        record.begin(0);
        if (handedOver == written) {
            handedOver = written = 0;
        }
    }

    private Batch present() {
        if (written == records.size()) {
            Batch fresh = new Batch(1 << 16);
            fresh.begin(0);
            records.add(fresh);
        }
        return records.get(written);
    }
}
