/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "members.h"

#include "rig-test.h"

static gboolean
is_number (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  return JSON_NODE_HOLDS_VALUE (node) && (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE);
}

gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_basis (const char *word)
{
  static const char *const words[] = { "typed",     "measured",  "spec",       "predicted",
                                       "announced", "estimated", "unverified", "claimed", NULL };

  return g_strv_contains (words, word);
}

void
check_estimate (JsonNode *node, const char *place)
{
  JsonObject *object;
  const char *basis;

  ck_assert_msg (JSON_NODE_HOLDS_OBJECT (node), "%s is no estimate", place);
  object = json_node_get_object (node);
  ck_assert_msg (is_number (json_object_get_member (object, "value")), "%s has no value", place);
  basis = json_object_get_string_member (object, "basis");
  ck_assert_msg (is_basis (basis), "%s has the basis %s", place, basis);
  if (is_number (json_object_get_member (object, "low")))
    {
      ck_assert_double_le (json_object_get_double_member (object, "low"),
                           json_object_get_double_member (object, "value"));
      ck_assert_double_ge (json_object_get_double_member (object, "high"),
                           json_object_get_double_member (object, "value"));
    }
}

static void
check_type (JsonNode *node, char type, const char *place)
{
  gboolean null = JSON_NODE_HOLDS_NULL (node);

  switch (type)
    {
    case STRING:
      ck_assert_msg (is_string (node), "%s is no string", place);
      break;
    case STRING_OR_NULL:
      ck_assert_msg (null || is_string (node), "%s is no string", place);
      break;
    case NUMBER:
      ck_assert_msg (is_number (node), "%s is no number", place);
      break;
    case NUMBER_OR_NULL:
      ck_assert_msg (null || is_number (node), "%s is no number", place);
      break;
    case BOOLEAN:
      ck_assert_msg (JSON_NODE_HOLDS_VALUE (node)
                       && json_node_get_value_type (node) == G_TYPE_BOOLEAN,
                     "%s is not true or false", place);
      break;
    case ESTIMATE_OR_NULL:
      if (!null)
        check_estimate (node, place);
      break;
    case OBJECT:
      ck_assert_msg (JSON_NODE_HOLDS_OBJECT (node), "%s is no object", place);
      break;
    case OBJECT_OR_NULL:
      ck_assert_msg (null || JSON_NODE_HOLDS_OBJECT (node), "%s is no object", place);
      break;
    case ARRAY:
      ck_assert_msg (JSON_NODE_HOLDS_ARRAY (node), "%s is no list", place);
      break;
    default:
      ck_abort_msg ("no such type: %c", type);
    }
}

void
check_members (JsonObject *object, const Member *members, const char *place)
{
  for (; members->name != NULL; members++)
    {
      g_autofree char *name = g_strconcat (place, ".", members->name, NULL);

      ck_assert_msg (json_object_has_member (object, members->name), "%s is missing", name);
      check_type (json_object_get_member (object, members->name), members->type, name);
    }
}

void
check_list (JsonArray *list, const Member *members, const char *place)
{
  ck_assert_msg (json_array_get_length (list) > 0, "%s is empty", place);
  for (guint i = 0; i < json_array_get_length (list); i++)
    check_members (json_array_get_object_element (list, i), members, place);
}
