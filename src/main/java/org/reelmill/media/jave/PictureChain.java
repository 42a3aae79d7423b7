package org.reelmill.media.jave;

import java.util.ArrayList;
import java.util.List;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Format;

/** The filters and the encoder of a small picture. */
final class PictureChain {

    /** 2 is best, 31 worst: 4 is about 85 of 100 elsewhere. */
    private static final String QUALITY = "4";

    private PictureChain() {}

    /**
     * Filters from a decoded picture to one of the form.
     *
     * @param squareSamples whether its samples are as wide as high
     */
    static String filters(PictureForm form, boolean squareSamples, Format format) {
        int width = form.width();
        int height = form.height();
        String scale =
                switch (form.fit()) {
                    case EXACT -> "scale=" + width + ":" + height;
                    case FIT -> {
                        String across = squareSamples ? "iw" : "iw*sar";
                        String part = "min(1,min(" + width + "/(" + across + ")," + height + "/ih))";
                        yield "scale=w='max(1,round(" + across + "*" + part + "))':h='max(1,round(ih*" + part + "))'";
                    }
                    case FILL ->
                        "scale=" + width + ":" + height + ":force_original_aspect_ratio=increase"
                                + (squareSamples ? "" : ":reset_sar=1");
                };
        String crop = form.fit() == PictureForm.Fit.FILL ? ",crop=" + width + ":" + height : "";
        return scale + ":flags=area" + crop + ",setsar=1,format=" + (format == Format.PNG ? "rgba" : "yuvj420p");
    }

    /** One picture, without what cameras note beside it, such as where it was taken. */
    static List<String> output(Format format) {
        List<String> output = new ArrayList<>(List.of("-frames:v", "1", "-map_metadata", "-1"));
        output.addAll(format == Format.PNG ? List.of("-threads", "1", "-c:v", "png") : jpeg());
        output.addAll(List.of("-f", "image2pipe"));
        return output;
    }

    static List<String> jpeg() {
        return List.of("-threads", "1", "-c:v", "mjpeg", "-q:v", QUALITY);
    }

    /** How small a picture of these sides becomes, of its whole size; whichever way its camera was held. */
    static double smallest(PictureForm form, long width, long height) {
        return Math.max(ratio(form, width, height), ratio(form, height, width));
    }

    private static double ratio(PictureForm form, double width, double height) {
        double across = form.width() / width;
        double down = form.height() / height;
        return form.fit() == PictureForm.Fit.FIT ? Math.min(across, down) : Math.max(across, down);
    }
}
