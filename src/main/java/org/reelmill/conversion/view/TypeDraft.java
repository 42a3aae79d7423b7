package org.reelmill.conversion.view;

import java.io.Serializable;
import java.util.Optional;
import org.reelmill.conversion.ConversionType;
import org.reelmill.conversion.TypeSettings;

/** A type of conversion in its editor. The properties are named as the fields of refusals. */
public class TypeDraft implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean ofQuality;
    private final boolean ofPreset;
    private final boolean ofOutput;

    private int quality;
    private String preset;
    private int maxMegabytes;
    private String output;
    private boolean active;

    TypeDraft(ConversionType type) {
        this.name = type.name();
        this.ofQuality = type.hasQuality();
        this.ofPreset = type.videoCodec().isPresent();
        this.ofOutput = type.mayBeMilled();
        this.quality = type.quality();
        this.preset = type.preset();
        this.maxMegabytes = type.maxMegabytes();
        this.output = type.output().orElse("");
        this.active = type.active();
    }

    TypeSettings settings() {
        return new TypeSettings(
                Optional.of(quality).filter(value -> ofQuality),
                Optional.of(preset).filter(value -> ofPreset),
                Optional.of(maxMegabytes),
                Optional.of(active),
                Optional.ofNullable(output).or(() -> Optional.of("")).filter(value -> ofOutput));
    }

    public String getName() {
        return name;
    }

    /** Whether a quality makes a difference. */
    public boolean isOfQuality() {
        return ofQuality;
    }

    public boolean isOfPreset() {
        return ofPreset;
    }

    public boolean isOfOutput() {
        return ofOutput;
    }

    public int getQuality() {
        return quality;
    }

    public void setQuality(int quality) {
        this.quality = quality;
    }

    public String getPreset() {
        return preset;
    }

    public void setPreset(String preset) {
        this.preset = preset;
    }

    public int getMaxMegabytes() {
        return maxMegabytes;
    }

    public void setMaxMegabytes(int maxMegabytes) {
        this.maxMegabytes = maxMegabytes;
    }

    public String getOutput() {
        return output;
    }

    public void setOutput(String output) {
        this.output = output;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }
}
