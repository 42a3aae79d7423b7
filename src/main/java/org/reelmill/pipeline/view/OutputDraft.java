package org.reelmill.pipeline.view;

import java.io.Serializable;
import java.util.Locale;
import org.reelmill.media.VideoCodec;
import org.reelmill.pipeline.OutputSettings;

/** An output in its editor. The properties are named as the fields of {@link OutputSettings}. */
public class OutputDraft implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Long id;
    private OutputSettings seen;

    private boolean active;
    private int maxX;
    private int maxY;
    private int crf;
    private String preset;
    private String profile;
    private int maxFramerate;
    private int audioBitrate;
    private VideoCodec codec;
    private int bitDepth;

    /** @param id of the output that is edited; null: a new one */
    OutputDraft(Long id, OutputSettings settings) {
        this.id = id;
        this.seen = settings;
        this.active = settings.active();
        this.maxX = settings.maxX();
        this.maxY = settings.maxY();
        this.crf = settings.crf();
        this.preset = settings.preset();
        this.profile = settings.profile();
        this.maxFramerate = settings.maxFramerate();
        this.audioBitrate = settings.audioBitrate();
        this.codec = VideoCodec.valueOf(settings.codec().toUpperCase(Locale.ROOT));
        this.bitDepth = settings.bitDepth();
    }

    OutputSettings settings() {
        return new OutputSettings(
                active, maxX, maxY, crf, preset, profile, maxFramerate, audioBitrate, codec.name(), bitDepth);
    }

    /** As the editor found it. */
    OutputSettings seen() {
        return seen;
    }

    /** Somebody else has saved it like this: who saves again does so in view of that. */
    void sees(OutputSettings now) {
        seen = now;
    }

    public Long getId() {
        return id;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public int getMaxX() {
        return maxX;
    }

    public void setMaxX(int maxX) {
        this.maxX = maxX;
    }

    public int getMaxY() {
        return maxY;
    }

    public void setMaxY(int maxY) {
        this.maxY = maxY;
    }

    public int getCrf() {
        return crf;
    }

    public void setCrf(int crf) {
        this.crf = crf;
    }

    public String getPreset() {
        return preset;
    }

    public void setPreset(String preset) {
        this.preset = preset;
    }

    public String getProfile() {
        return profile;
    }

    public void setProfile(String profile) {
        this.profile = profile;
    }

    public int getMaxFramerate() {
        return maxFramerate;
    }

    public void setMaxFramerate(int maxFramerate) {
        this.maxFramerate = maxFramerate;
    }

    public int getAudioBitrate() {
        return audioBitrate;
    }

    public void setAudioBitrate(int audioBitrate) {
        this.audioBitrate = audioBitrate;
    }

    public VideoCodec getCodec() {
        return codec;
    }

    public void setCodec(VideoCodec codec) {
        this.codec = codec;
    }

    public int getBitDepth() {
        return bitDepth;
    }

    public void setBitDepth(int bitDepth) {
        this.bitDepth = bitDepth;
    }
}
