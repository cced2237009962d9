/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Writes heads of GGUF files, tensor data cut off, from what a JSON file says of them. */

#include "rig-test.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *name;
  guint number, elements, bytes; /* of a block */
} HeadType;

/* ggml.h, ggml-common.h. */
static const HeadType head_types[] = {
  { "F32", 0, 1, 4 },        { "F16", 1, 1, 2 },        { "Q4_0", 2, 32, 18 },
  { "Q8_0", 8, 32, 34 },     { "Q2_K", 10, 256, 84 },   { "Q3_K", 11, 256, 110 },
  { "Q4_K", 12, 256, 144 },  { "Q5_K", 13, 256, 176 },  { "Q6_K", 14, 256, 210 },
  { "IQ2_XXS", 16, 256, 66 }, { "IQ4_NL", 20, 32, 18 }, { "IQ4_XS", 23, 256, 136 },
  { "BF16", 30, 1, 2 },      { "MXFP4", 39, 32, 17 },   { "IQ3_S", 21, 256, 110 },
  { "IQ2_S", 22, 256, 82 },  { "Q5_0", 6, 32, 22 },     { "Q5_1", 7, 32, 24 },
  { "private", 137, 256, 76 },
};

static inline void
head_add (GByteArray *head, gconstpointer bytes, guint n)
{
  g_byte_array_append (head, bytes, n);
}

static inline void
head_add_u32 (GByteArray *head, guint32 value)
{
  value = GUINT32_TO_LE (value);
  head_add (head, &value, sizeof value);
}

static inline void
head_add_u64 (GByteArray *head, guint64 value)
{
  value = GUINT64_TO_LE (value);
  head_add (head, &value, sizeof value);
}

static inline void
head_add_text (GByteArray *head, const char *text)
{
  head_add_u64 (head, strlen (text));
  head_add (head, text, strlen (text));
}

/* The number of the type that a value is written in. */
static inline guint32
head_type_of (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return 9;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return 8;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return 7;
  return json_node_get_value_type (node) == G_TYPE_DOUBLE ? 12 : 10;
}

static inline void
head_add_value (GByteArray *head, JsonNode *node)
{
  guint8 flag;
  double number;
  guint64 bits;
  JsonArray *list;

  switch (head_type_of (node))
    {
    case 8:
      head_add_text (head, json_node_get_string (node));
      break;
    case 7:
      flag = json_node_get_boolean (node);
      head_add (head, &flag, 1);
      break;
    case 9:
      list = json_node_get_array (node);
      head_add_u32 (head, json_array_get_length (list) > 0
                            ? head_type_of (json_array_get_element (list, 0)) : 10);
      head_add_u64 (head, json_array_get_length (list));
      for (guint i = 0; i < json_array_get_length (list); i++)
        head_add_value (head, json_array_get_element (list, i));
      break;
    case 12:
      number = json_node_get_double (node);
      memcpy (&bits, &number, sizeof bits);
      head_add_u64 (head, bits);
      break;
    default:
      head_add_u64 (head, (guint64) json_node_get_int (node));
      break;
    }
}

static inline guint64
head_pad (guint64 size)
{
  return (size + 31) / 32 * 32;
}

/* One entry of the list of tensors: [name, type, dimension …]. */
static inline void
head_add_tensor (GByteArray *head, JsonArray *tensor, guint64 *offset)
{
  const char *name = json_array_get_string_element (tensor, 1);
  guint n_dims = json_array_get_length (tensor) - 2, i = 0;
  guint64 bytes;

  while (i < G_N_ELEMENTS (head_types) && strcmp (head_types[i].name, name) != 0)
    i++;
  ck_assert_msg (i < G_N_ELEMENTS (head_types), "no type %s", name);
  head_add_text (head, json_array_get_string_element (tensor, 0));
  head_add_u32 (head, n_dims);
  bytes = head_types[i].bytes;
  for (guint d = 0; d < n_dims; d++)
    {
      guint64 size = (guint64) json_array_get_int_element (tensor, d + 2);

      head_add_u64 (head, size);
      bytes *= d == 0 ? size / head_types[i].elements : size;
    }
  head_add_u32 (head, head_types[i].number);
  head_add_u64 (head, *offset);
  *offset += head_pad (bytes);
}

/* Writes @head, {"keys": {…}, "tensors": [[…], …]}, to @path; {"keys"} of @changes replace its own,
 * or take them away where they are null. */
static inline void
head_write (const char *path, JsonObject *head, JsonObject *changes)
{
  g_autoptr (JsonNode) copy = json_node_copy (json_object_get_member (head, "keys"));
  JsonObject *keys = json_object_ref (json_node_get_object (copy));
  JsonArray *tensors = json_object_get_array_member (head, "tensors");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GList) names = NULL;
  guint64 offset = 0;

  names = changes != NULL ? json_object_get_members (changes) : NULL;
  for (GList *name = names; name != NULL; name = name->next)
    if (json_object_get_null_member (changes, name->data))
      json_object_remove_member (keys, name->data);
    else
      json_object_set_member (keys, name->data,
                              json_node_copy (json_object_get_member (changes, name->data)));
  head_add (bytes, "GGUF", 4);
  head_add_u32 (bytes, 3);
  head_add_u64 (bytes, json_array_get_length (tensors));
  head_add_u64 (bytes, json_object_get_size (keys));
  g_list_free (g_steal_pointer (&names));
  names = json_object_get_members (keys);
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *value = json_object_get_member (keys, name->data);

      head_add_text (bytes, name->data);
      head_add_u32 (bytes, head_type_of (value));
      head_add_value (bytes, value);
    }
  for (guint i = 0; i < json_array_get_length (tensors); i++)
    head_add_tensor (bytes, json_array_get_array_element (tensors, i), &offset);
  ck_assert (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  json_object_unref (keys);
}

/* The oracles' heads, by name. */
static inline JsonObject *
head_load_all (JsonParser *parser)
{
  g_autofree char *path = rig_test_path ("oracles/gguf-heads.json");

  ck_assert_msg (json_parser_load_from_file (parser, path, NULL), "cannot read %s", path);
  return json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                        "heads");
}
