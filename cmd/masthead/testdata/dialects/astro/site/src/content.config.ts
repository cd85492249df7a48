import { defineCollection, z } from 'astro:content';
