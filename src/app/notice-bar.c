/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notice-bar.h"

#include "app/button-names.h"

/**
 * RigNoticeBar:
 *
 * A line across the window that says what is wrong without stopping anybody, and can be closed; or
 * what is being done and takes a while, and can be cancelled.
 */
struct _RigNoticeBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkSpinner *spinner;
  GtkWidget *icon, *cancel, *close;
};

G_DEFINE_FINAL_TYPE (RigNoticeBar, rig_notice_bar, ADW_TYPE_BIN)

static void
close_cb (RigNoticeBar *self)
{
  rig_notice_bar_show (self, NULL);
}

static void
rig_notice_bar_class_init (RigNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/rigwise/Rigwise/ui/notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RigNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, RigNoticeBar, label);
  gtk_widget_class_bind_template_child (widget_class, RigNoticeBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, RigNoticeBar, icon);
  gtk_widget_class_bind_template_child (widget_class, RigNoticeBar, cancel);
  gtk_widget_class_bind_template_child (widget_class, RigNoticeBar, close);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_set_css_name (widget_class, "noticebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
rig_notice_bar_init (RigNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rig_button_names_mend (GTK_WIDGET (self));
}

static void
set_text (RigNoticeBar *self, const char *text, gboolean busy)
{
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (self->cancel, busy);
  gtk_widget_set_visible (self->icon, !busy);
  gtk_widget_set_visible (self->close, !busy);
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

/** @text: (nullable): what to say; NULL hides the bar */
void
rig_notice_bar_show (RigNoticeBar *self, const char *text)
{
  g_return_if_fail (RIG_IS_NOTICE_BAR (self));

  set_text (self, text, FALSE);
}

/** Says what is being done, until something else is said; @cancel is the action that ends it. */
void
rig_notice_bar_show_busy (RigNoticeBar *self, const char *text, const char *cancel)
{
  g_return_if_fail (RIG_IS_NOTICE_BAR (self));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->cancel), cancel);
  set_text (self, text, TRUE);
}
