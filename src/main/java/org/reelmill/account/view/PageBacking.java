package org.reelmill.account.view;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import org.omnifaces.exceptionhandler.ViewExpiredExceptionHandler;
import org.primefaces.context.PrimeFacesContext;

/** What every page needs to be accepted when it comes back. */
@Named
@RequestScoped
public class PageBacking {

    /**
     * The nonce of the page's inline scripts. PrimeFaces asks for it with every form, and adds it by script only to pages
     * with components of its own.
     */
    public String getNonce() {
        return PrimeFacesContext.getCspState(FacesContext.getCurrentInstance()).getNonce();
    }

    /** Whether the page came anew because it had been open for too long. */
    public boolean isRenewed() {
        return ViewExpiredExceptionHandler.wasViewExpired();
    }
}
