/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig-config.h"

#include "app/slider-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/value-entry.h"
#include "report/format.h"

/**
 * RigSliderCard:
 *
 * A number of the scenario: its value, to be typed too, a slider along the key's scale, and its
 * ends. What is typed may lie beyond them, within the key's range.
 */
struct _RigSliderCard
{
  RigControlCard parent_instance;

  RigValueEntry *value;
  GtkScale *scale;
  GtkEventController *scroll; /* of the scale itself */
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (RigSliderCard, rig_slider_card, RIG_TYPE_CONTROL_CARD)

/* The value as one types it. The number shown may be another's: a model's, a country's. */
static char *
get_editable (RigKey key, double number)
{
  g_autoptr (RigScenario) scenario = rig_scenario_new ();

  rig_scenario_set_number (scenario, key, number);
  return rig_scenario_to_string (scenario, key);
}

static void
rig_slider_card_sync (RigControlCard *card)
{
  RigSliderCard *self = RIG_SLIDER_CARD (card);
  RigKey key = rig_control_card_get_key (card);
  double number = rig_session_get_shown_number (rig_control_card_get_session (card), key);
  double fraction = CLAMP (rig_key_to_fraction (key, number), 0, 1);
  g_autofree char *shown = rig_format_key (key, number);
  g_autofree char *editable = get_editable (key, number);

  self->syncing = TRUE;
  /* Not while it stands there already within rounding: the hand holds it. */
  if (fabs (gtk_range_get_value (GTK_RANGE (self->scale)) - fraction) > 1e-9)
    gtk_range_set_value (GTK_RANGE (self->scale), fraction);
  self->syncing = FALSE;

  rig_value_entry_set_values (self->value, shown, editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, shown,
                                  /* GTK 4.8 does not pass the value's text on. */
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, shown, -1);
}

/* The value nearest to where the slider stands, or, where that is the value it has, since values
 * are rounded and a key press moved the slider by less, the next one in the same direction. */
static double
read_value (RigSliderCard *self, RigKey key)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->scale));
  RigSession *session = rig_control_card_get_session (RIG_CONTROL_CARD (self));
  double present = rig_session_get_shown_number (session, key);
  double from = rig_key_to_fraction (key, present);
  double to = gtk_adjustment_get_value (adjustment);
  double step = gtk_adjustment_get_step_increment (adjustment);
  double value = rig_key_from_fraction (key, to);

  if (fabs (fabs (to - from) - step) > 1e-6)
    return value;

  for (guint i = 2; fabs (value - present) < 1e-9 * fabs (present) && i < 40; i++)
    value = rig_key_from_fraction (key, from + (to - from) * i);

  return value;
}

static void
value_changed_cb (RigSliderCard *self)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);
  RigKey key = rig_control_card_get_key (card);

  if (self->syncing)
    return;

  rig_control_card_show_error (card, NULL);
  rig_session_set_number (rig_control_card_get_session (card), key, read_value (self, key));
}

static gboolean
entered_cb (RigSliderCard *self, const char *text)
{
  RigControlCard *card = RIG_CONTROL_CARD (self);
  const RigKeyInfo *info = rig_key_get_info (rig_control_card_get_key (card));
  RigSession *session = rig_control_card_get_session (card);
  g_autoptr (GError) error = NULL;
  gboolean taken;

  taken = rig_session_set_from_string (session, info->name, text, &error);
  rig_control_card_show_error (card, taken ? NULL : error->message);
  if (taken)
    {
      rig_session_end_step (session);
      rig_session_update (session);
    }

  return taken;
}

static void
cancelled_cb (RigSliderCard *self)
{
  rig_control_card_show_error (RIG_CONTROL_CARD (self), NULL);
}

/* A drag is one step back, however long it takes and however often it stops. */
static gboolean
event_cb (RigSliderCard *self, GdkEvent *event)
{
  RigSession *session = rig_control_card_get_session (RIG_CONTROL_CARD (self));

  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      rig_session_begin_step (session);
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      rig_session_end_step (session);
      break;
    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

/* The wheel scrolls the panel; only a slider that has the focus is meant by it. */
static void
focus_cb (RigSliderCard *self)
{
  gtk_event_controller_set_propagation_phase (self->scroll,
                                              gtk_widget_has_focus (GTK_WIDGET (self->scale))
                                                ? GTK_PHASE_BUBBLE
                                                : GTK_PHASE_NONE);
}

static GtkEventController *
find_scroll_controller (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        return controller;
    }

  return NULL;
}

static GtkWidget *
make_end (RigKey key, double number, float xalign)
{
  g_autofree char *text = rig_format_key (key, number);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

/* What one key press moves, as a fraction of the range: half-way stands for the whole. */
static double
get_step (const RigKeyInfo *info)
{
  double middle = rig_key_from_fraction (info->key, 0.5);
  double next = info->scale == RIG_SCALE_LOG ? middle * info->step : middle + info->step;
  double step = rig_key_to_fraction (info->key, next) - rig_key_to_fraction (info->key, middle);

  return CLAMP (step, 0.001, 0.25);
}

static void
build_scale (RigSliderCard *self, const RigKeyInfo *info)
{
  double step = get_step (info);
  GtkEventController *legacy = gtk_event_controller_legacy_new ();

  self->scale = GTK_SCALE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, step));
  gtk_range_set_increments (GTK_RANGE (self->scale), step, MIN (0.25, step * 10));
  gtk_range_set_round_digits (GTK_RANGE (self->scale), -1);
  gtk_scale_set_draw_value (self->scale, FALSE);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (value_changed_cb), self);

  gtk_event_controller_set_propagation_phase (legacy, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (legacy, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scale), legacy);

  self->scroll = find_scroll_controller (GTK_WIDGET (self->scale));
  if (self->scroll != NULL)
    {
      g_signal_connect_swapped (self->scale, "notify::has-focus", G_CALLBACK (focus_cb), self);
      focus_cb (self);
    }
}

static void
rig_slider_card_build (RigControlCard *card)
{
  RigSliderCard *self = RIG_SLIDER_CARD (card);
  const RigKeyInfo *info = rig_key_get_info (rig_control_card_get_key (card));
  GtkWidget *ends = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *label = NULL;

  self->value = RIG_VALUE_ENTRY (rig_value_entry_new ());
  /* Translators: the name of an input, for example “Context”. */
  label = g_strdup_printf (_("%s, typed"), _(info->label));
  rig_value_entry_set_label (self->value, label);
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->value), GTK_ALIGN_END);
  g_signal_connect_object (self->value, "entered", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value, "cancelled", G_CALLBACK (cancelled_cb), self,
                           G_CONNECT_SWAPPED);
  rig_control_card_add_value (card, GTK_WIDGET (self->value));

  build_scale (self, info);
  rig_control_card_set_control (card, GTK_WIDGET (self->scale));
  gtk_box_append (GTK_BOX (ends), make_end (info->key, rig_key_from_fraction (info->key, 0), 0));
  gtk_box_append (GTK_BOX (ends), make_end (info->key, rig_key_from_fraction (info->key, 1), 1));
  gtk_widget_add_css_class (ends, "ends");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->scale));
  gtk_box_append (GTK_BOX (self), ends);
}

static void
rig_slider_card_class_init (RigSliderCardClass *klass)
{
  RigControlCardClass *card_class = RIG_CONTROL_CARD_CLASS (klass);

  card_class->build = rig_slider_card_build;
  card_class->sync = rig_slider_card_sync;
}

static void
rig_slider_card_init (RigSliderCard *self)
{
}
